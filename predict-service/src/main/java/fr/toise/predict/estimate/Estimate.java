package fr.toise.predict.estimate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;
import java.util.Collection;
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

        @Schema(examples = "EUR") String currency,

        @Schema(description = "€/m², of the value before it was rounded", examples = "9247")
        long pricePerSquareMetre,

        Range range,

        @Schema(
                description =
                        "Forecast standard deviation, as a fraction: two of three such flats sell within so much of the value",
                examples = "0.14")
        double fsd,

        @Schema(description = "HIGH, MEDIUM or LOW: how far the estimate can be relied upon")
        Confidence confidence,

        Probabilities probabilities,

        @Schema(description = "How the asking price compares; only where one was given")
        AskingPrice askingPrice,

        Contributions contributions,

        Accuracy accuracy,

        @Schema(description = "Earlier sales nearby of flats of a similar size, the nearest first")
        List<ComparableSale> comparables,

        @Schema(examples = "2023-05-10") LocalDate valuationDate,

        @Schema(
                description =
                        "Last day on which the model knows sales in number in the flat's département; what came later it does not know",
                examples = "2023-04-28")
        LocalDate dataThrough,

        Commune commune,

        Position position,

        @Schema(
                description = "The address of the sales that the given one was taken for; left out where there is none",
                examples = "12 RUE TURGOT 75009")
        String matchedAddress,

        @Schema(
                description =
                        "How sure that is: 1 is this number in this street, less is a near number, the street only, or a name that is only alike",
                examples = "1.0")
        Double matchConfidence,

        Model model,

        @Schema(description = "What to keep in mind about this estimate")
        List<Warning> warnings,

        Summary summary) {

    /** A brief estimate and all that it leaves out. */
    Estimate with(
            UUID id,
            Contributions itsContributions,
            Accuracy itsAccuracy,
            List<ComparableSale> itsComparables,
            Summary itsSummary) {
        return new Estimate(
                id,
                value,
                currency,
                pricePerSquareMetre,
                range,
                fsd,
                confidence,
                probabilities,
                askingPrice,
                itsContributions,
                itsAccuracy,
                itsComparables,
                valuationDate,
                dataThrough,
                commune,
                position,
                matchedAddress,
                matchConfidence,
                model,
                warnings,
                itsSummary);
    }

    /** Where the price of such a flat lies, eight times out of ten. */
    @Schema(description = "The prices between which such a flat sells, as often as the level says")
    public record Range(
            @Schema(description = "Share of sales inside the range", examples = "0.8")
            double level,

            @Schema(description = "€", examples = "352000") long low,
            @Schema(description = "€", examples = "471000") long high) {}

    /** Of an estimate, by its FSD: the bounds are those that lenders know from Freddie Mac's model. */
    @Schema(description = """
                    HIGH: the FSD is at most 0.13; MEDIUM: at most 0.20; LOW: above it. At most MEDIUM where a warning speaks of what the FSD \
                    does not know: an address that is only like one, an unusual area, sales that are long past, missing rooms""")
    public enum Confidence {
        HIGH,
        MEDIUM,
        LOW;

        private static final double HIGHEST_FSD_OF_HIGH = 0.13;
        private static final double HIGHEST_FSD_OF_MEDIUM = 0.20;

        static Confidence of(double fsd, Collection<Warning> warnings) {
            if (fsd > HIGHEST_FSD_OF_MEDIUM) {
                return LOW;
            }
            return fsd > HIGHEST_FSD_OF_HIGH || warnings.stream().anyMatch(Warning::isBeyondTheFsd) ? MEDIUM : HIGH;
        }
    }

    /** How likely the price is to be near the estimate. */
    @Schema(description = "How likely such a flat is to sell for a price near the value")
    public record Probabilities(
            @Schema(description = "Within 5 % of the value", examples = "0.31")
            double within5,

            @Schema(description = "Within 10 %", examples = "0.55")
            double within10,

            @Schema(description = "Within 20 %", examples = "0.82")
            double within20) {}

    /** What makes the value. */
    @Schema(
            description =
                    "What makes the value, in €: start + market + location + size + building is the value, to the euro")
    public record Contributions(
            @Schema(
                    description = "What a flat of typical size at a place of typical prices cost on the day `since`",
                    examples = "431000")
            long start,

            @Schema(description = "m², of that typical flat", examples = "42")
            long typicalArea,

            @Schema(
                    description =
                            "A year before the valuation date, or before the last day on which the market was known. In a gap in the sales: the last day before it",
                    examples = "2022-05-10")
            LocalDate since,

            @Schema(description = "How far the market has moved since", examples = "-18000")
            long market,

            @Schema(description = "The commune, the street, the surroundings", examples = "21000")
            long location,

            @Schema(description = "Areas and rooms", examples = "-32000")
            long size,

            @Schema(
                    description = "What was paid in this very building, its number, and the outbuildings",
                    examples = "3000")
            long building) {}

    /** How well the model did where the flat belongs. */
    @Schema(
            description =
                    "How well the model did on sales that it had not seen, in the narrowest segment that the flat is in and that was measured")
    public record Accuracy(
            @Schema(
                    description = "ALL, or how the segment is cut and which it is, as in `commune=75109`",
                    examples = "ALL")
            String segment,

            @Schema(description = "Sales measured on", examples = "3727")
            int sales,

            @Schema(
                    description = "Median error, as a fraction of the price: half of the errors are smaller",
                    examples = "0.1")
            double medianError,

            @Schema(description = "Share of estimates within 10 % of the price", examples = "0.5")
            double within10,

            @Schema(description = "Share of estimates within 20 % of the price", examples = "0.78")
            double within20) {}

    /** Where the flat is, by the land registry. */
    @Schema(description = "The commune; in Paris, Lyon and Marseille the arrondissement")
    public record Commune(
            @Schema(description = "INSEE code", examples = "75109")
            String code,

            @Schema(examples = "Paris 9e Arrondissement") String name) {}

    /** What was taken for the flat's place, as roughly as that of a comparable. */
    @Schema(description = "The place that was valued, rounded to 0.001")
    public record Position(
            @Schema(description = "Degrees east", examples = "2.346")
            double longitude,

            @Schema(description = "Degrees north", examples = "48.881")
            double latitude) {}

    /** The estimate in a sentence or two. */
    @Schema(description = "The estimate in plain words")
    public record Summary(
            @Schema(description = "In French") String fr,
            @Schema(description = "In English") String en) {}

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

    /** A sale, told so that by itself nobody is found by it. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(
            description =
                    "An earlier sale nearby. Month, position and distance are rounded, and there is no house number")
    public record ComparableSale(
            @Schema(examples = "2023-03") String month,

            @Schema(description = "m, to the rounded position, rounded to 10", examples = "140")
            long distance,

            @Schema(description = "m²", examples = "41") long livingArea,
            @Schema(description = "€", examples = "398000") long price,

            @Schema(
                    description =
                            "€, the price moved with the market to the valuation date; left out where the market of its day is not known",
                    examples = "391000")
            Long indexedPrice,

            @Schema(
                    description =
                            "How much it has in common with the flat, by distance, size and age: of all that are shown, together 1",
                    examples = "0.14")
            double weight,

            @Schema(description = "Degrees east, rounded to 0.001", examples = "2.346")
            double longitude,

            @Schema(description = "Degrees north, rounded to 0.001", examples = "48.881")
            double latitude) {}

    /** Which model answered. */
    @Schema(description = "Which model answered")
    public record Model(
            @Schema(examples = "paris-flats") String name,
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
                    SPARSE_AREA few sales nearby; \
                    STALE_SALES the newest known sales of the département are long before the valuation date; \
                    ROOMS_MISSING the rooms were not given, a number usual for the area was taken; \
                    UNUSUAL_AREA smaller or larger than what the model learned from""")
    public enum Warning {
        ADDRESS_LOOSELY_MATCHED,
        ADDRESS_NOT_FOUND,
        ADDRESS_FAR_FROM_LOCATION,
        MADE_UP_SALES,
        ROOMS_MISSING,
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

        /** Where the model knows less than it thinks. */
        private boolean isBeyondTheFsd() {
            return switch (this) {
                case ADDRESS_LOOSELY_MATCHED,
                        ADDRESS_NOT_FOUND,
                        ADDRESS_FAR_FROM_LOCATION,
                        ROOMS_MISSING,
                        STALE_SALES,
                        UNUSUAL_AREA -> true;
                case MADE_UP_SALES, SPARSE_AREA -> false;
            };
        }
    }
}
