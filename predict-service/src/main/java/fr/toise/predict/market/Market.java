package fr.toise.predict.market;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How the prices of a commune moved, beside those of its département. */
@Schema(description = "How the prices of a commune moved, beside those of its département")
public record Market(
        @Schema(description = "INSEE code", examples = "75109")
        String code,

        @Schema(examples = "Paris 9e Arrondissement") String name,
        @Schema(examples = "75") String department,

        @Schema(description = "Learned from made-up sales: this is a market of no place in this world")
        boolean madeUp,

        @Schema(description = "In order; those without sales are left out")
        List<Quarter> quarters) {

    /** Three months. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(description = "Median prices of three months; left out where fewer than 11 flats were sold")
    public record Quarter(
            @Schema(examples = "2023-Q1") String quarter,

            @Schema(description = "€/m², in the commune", examples = "10400")
            Long median,

            @Schema(description = "Flats sold in the commune", examples = "212")
            int sales,

            @Schema(description = "€/m², in the département", examples = "10200")
            Long departmentMedian) {}
}
