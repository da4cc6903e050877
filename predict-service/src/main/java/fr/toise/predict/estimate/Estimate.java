package fr.toise.predict.estimate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What a flat is worth, and what that rests on. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "What a flat is worth, and what that rests on")
public record Estimate(
        @Schema(description = "Names this answer") UUID estimateId,

        @Schema(description = "€, of the whole flat, rounded to what the estimate can carry", examples = "405000")
        long value,

        @Schema(examples = "\"EUR\"") String currency,

        @Schema(description = "€/m², of the value before it was rounded", examples = "9247")
        long pricePerSquareMetre,

        Range range,

        @Schema(description = "How the asking price compares; only where one was given")
        AskingPrice askingPrice,

        @Schema(description = "Earlier sales near by of flats of a similar size, the nearest first")
        List<ComparableSale> comparables,

        @Schema(examples = "\"2023-05-10\"") LocalDate valuationDate,

        @Schema(
                description = "Last day on which the model knows sales in number; what came later it does not know",
                examples = "\"2023-04-28\"")
        LocalDate dataThrough,

        @Schema(
                description = "The address of the sales that the given one was taken for; left out where there is none",
                examples = "\"12 RUE TURGOT 75009\"")
        String matchedAddress,

        @Schema(
                description =
                        "How sure that is: 1 is this number in this street, less is a near number, the street only, or a name that is only alike",
                examples = "1.0")
        Double matchConfidence,

        Model model,

        @Schema(description = "What to keep in mind about this estimate")
        List<Warning> warnings) {

    /** Where the price of such a flat lies, eight times out of ten. */
    @Schema(description = "The prices between which such a flat sells, as often as the level says")
    public record Range(
            @Schema(description = "Share of sales inside the range", examples = "0.8")
            double level,

            @Schema(description = "€", examples = "352000") long low,
            @Schema(description = "€", examples = "471000") long high) {}

    /** How a price compares with the estimate. */
    @Schema(description = "How a price compares with the estimate")
    public record AskingPrice(
            @Schema(description = "€, as given", examples = "420000")
            long amount,

            @Schema(description = "Share of such flats that would sell for less", examples = "0.58")
            double percentile,

            @Schema(description = "LOW below the range, FAIR inside it, HIGH above it")
            Verdict verdict) {}

    /** Of an asking price. */
    public enum Verdict {
        LOW,
        FAIR,
        HIGH;

        static Verdict of(double price, Range range) {
            return price < range.low() ? LOW : price > range.high() ? HIGH : FAIR;
        }
    }

    /** A sale, told so that nobody is found by it. */
    @Schema(
            description =
                    "An earlier sale near by. Month, position and distance are rounded, and there is no house number")
    public record ComparableSale(
            @Schema(examples = "\"2023-03\"") String month,

            @Schema(description = "m, to the rounded position, rounded to 10", examples = "140")
            long distance,

            @Schema(description = "m²", examples = "41") long livingArea,
            @Schema(description = "€", examples = "398000") long price,

            @Schema(description = "Degrees east, rounded to 0.001", examples = "2.346")
            double longitude,

            @Schema(description = "Degrees north, rounded to 0.001", examples = "48.881")
            double latitude) {}

    /** Which model answered. */
    @Schema(description = "Which model answered")
    public record Model(
            @Schema(examples = "\"paris-flats\"") String name,
            String version,

            @Schema(description = "Learned from made-up sales: the estimate is of no flat in this world")
            boolean madeUp) {}

    /** What to keep in mind about an estimate. */
    @Schema(description = """
                    What to keep in mind: \
                    ADDRESS_LOOSELY_MATCHED it may be another address; \
                    ADDRESS_NOT_FOUND the address was not found, the location was used; \
                    ADDRESS_FAR_FROM_LOCATION the address is more than 200 m from the location, the location was used; \
                    MADE_UP_SALES the model learned from made-up sales; \
                    SPARSE_AREA few sales near by; \
                    STALE_SALES the newest known sales are long before the valuation date; \
                    UNUSUAL_AREA smaller or larger than what the model learned from""")
    public enum Warning {
        ADDRESS_LOOSELY_MATCHED,
        ADDRESS_NOT_FOUND,
        ADDRESS_FAR_FROM_LOCATION,
        MADE_UP_SALES,
        SPARSE_AREA,
        STALE_SALES,
        UNUSUAL_AREA;

        static Warning of(fr.toise.valuation.Valuation.Warning warning) {
            return switch (warning) {
                case SPARSE_AREA -> SPARSE_AREA;
                case STALE_SALES -> STALE_SALES;
                case UNUSUAL_AREA -> UNUSUAL_AREA;
            };
        }
    }
}
