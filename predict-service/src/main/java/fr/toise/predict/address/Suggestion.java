package fr.toise.predict.address;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What somebody may be about to type. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "An address that may have been meant: a street of the sales, with the number that was typed")
public record Suggestion(
        @Schema(description = "To be sent as the address of an estimate", examples = "12 RUE TURGOT, 75009 Paris")
        String address,

        @Schema(examples = "RUE TURGOT") String street,

        @Schema(description = "As typed; left out where there was none", examples = "12")
        Integer number,

        @Schema(examples = "75009") String postalCode,
        @Schema(examples = "Paris 9e Arrondissement") String commune) {}
