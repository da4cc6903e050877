package fr.toise.predict.estimate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import fr.toise.predict.address.Point;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A question about a flat. What the messages say is what is expected. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "A flat to estimate: its living area, and its address or its location")
public record EstimateRequest(
        @Schema(
                description =
                        "Number, street, postal code and commune, as one would write them. Needed where there is no location.",
                examples = "12 rue Turgot, 75009 Paris")
        @Size(min = 3, max = 200, message = "text of 3 to 200 characters, like 12 rue Turgot, 75009 Paris")
        String address,

        @Schema(
                description =
                        "Where the flat is. Needed where there is no address, and goes before the address where both are given.")
        @Valid
        Location location,

        @Schema(description = "m², as the tax office counts it", required = true, examples = "43")
        @NotNull(message = LIVING_AREA)
        @DecimalMin(value = "5", message = LIVING_AREA)
        @DecimalMax(value = "1000", message = LIVING_AREA)
        Double livingArea,

        @Schema(
                description =
                        "m², the legal area of the Carrez law, as advertisements give it; the range is narrower where it is known. Who"
                                + " knows no other area gives it as livingArea too.",
                examples = "43.8")
        @DecimalMin(value = "5", message = "m², from 5 to 1000")
        @DecimalMax(value = "1000", message = "m², from 5 to 1000")
        Double carrezArea,

        @Schema(description = "Main rooms: neither kitchen nor bathroom; on average of 4 m² or more", examples = "2")
        @Min(value = 0, message = ROOMS)
        @Max(value = MOST_ROOMS, message = ROOMS)
        Integer rooms,

        @Schema(
                description = "Cellars, parking spaces and the like that go with the flat; 0 when left out",
                examples = "0")
        @Min(value = 0, message = "cellars, parking spaces and the like, from 0 to 20")
        @Max(value = 20, message = "cellars, parking spaces and the like, from 0 to 20")
        Integer outbuildings,

        @Schema(
                description =
                        "Day that the estimate is for, today when left out: only sales before it are looked at. From 2000-01-01 to a year from now",
                examples = "2023-05-10")
        LocalDate valuationDate,

        @Schema(
                description = "€, what is asked or was paid for the flat, to be compared with the estimate",
                examples = "420000")
        @DecimalMin(value = "1000", message = ASKING_PRICE)
        @DecimalMax(value = "100000000", message = ASKING_PRICE)
        Double askingPrice,

        @Schema(
                description = "flat when left out. A house is refused: the model knows flats only",
                enumeration = {"flat", "house"},
                examples = "flat")
        PropertyType propertyType) {

    static final int MOST_ROOMS = 30;

    private static final String ROOMS = "main rooms, from 0 to " + MOST_ROOMS;
    private static final String LIVING_AREA = "m², from 5 to 1000";
    private static final String ASKING_PRICE = "€, from 1000 to 100000000";

    /** What is to be estimated. */
    public enum PropertyType {
        @JsonProperty("flat")
        FLAT,
        @JsonProperty("house")
        HOUSE
    }

    /** A point, in WGS 84. */
    @Schema(description = "A point, in WGS 84")
    public record Location(
            @Schema(description = "Degrees east", required = true, examples = "2.3455")
            @NotNull(message = LONGITUDE)
            @DecimalMin(value = "-180", message = LONGITUDE)
            @DecimalMax(value = "180", message = LONGITUDE)
            Double longitude,

            @Schema(description = "Degrees north", required = true, examples = "48.8805")
            @NotNull(message = LATITUDE)
            @DecimalMin(value = "-" + Point.FARTHEST_LATITUDE, message = LATITUDE)
            @DecimalMax(value = "" + Point.FARTHEST_LATITUDE, message = LATITUDE)
            Double latitude) {

        private static final String LONGITUDE = "degrees east, from -180 to 180";
        private static final String LATITUDE =
                "degrees north, from -" + Point.FARTHEST_LATITUDE + " to " + Point.FARTHEST_LATITUDE;
    }
}
