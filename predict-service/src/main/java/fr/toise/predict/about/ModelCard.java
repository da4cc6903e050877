package fr.toise.predict.about;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.toise.contracts.model.Measures;
import fr.toise.predict.estimate.EstimateRequest;
import fr.toise.predict.live.LoadedModel;
import fr.toise.predict.live.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the live model is and how well it did on the hold-out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "What the live model is and how well it did on sales that it had not seen")
public record ModelCard(
        @Schema(examples = "paris-flats") String name,
        String version,
        Instant trainedAt,

        @Schema(description = "geo-dvf are real sales, made-up are not", examples = "geo-dvf")
        String dataset,

        String datasetVersion,

        @Schema(description = "Learned from made-up sales: its estimates are of no flat in this world")
        boolean madeUp,

        @Schema(description = "Last day on which it knows sales in number")
        LocalDate dataThrough,

        @Schema(description = "Sales that it knows") int sales,

        @Schema(description = "Sales that the figures were measured on, the newest ones")
        int rowsHeldOut,

        @Schema(description = "Share of hold-out sales inside the 80 % range")
        double coverage,

        @Schema(description = "Errors are of the total price, as fractions: 0.1 is 10 %")
        Measures measures,

        @Schema(description = "Simple estimators on the same sales")
        List<Measures> baselines,

        @Schema(description = "Since when this service serves it")
        Instant liveSince,

        @Schema(
                description =
                        "The newest version that was promoted and not served; left out when there was none, or it is served by now")
        Refusal lastRefused,

        @Schema(description = "A request that can be posted as it stands")
        EstimateRequest example) {

    static ModelCard of(LoadedModel model, Refusal lastRefused, EstimateRequest example) {
        var description = model.description();
        var report = model.report();
        return new ModelCard(
                description.model(),
                description.version(),
                description.trainedAt(),
                description.dataset(),
                description.datasetVersion(),
                description.madeUp(),
                description.dataThrough(),
                model.sales().sales().size(),
                report.rowsHeldOut(),
                report.measures().coverage(),
                report.measures(),
                report.baselines(),
                model.liveSince(),
                lastRefused,
                example);
    }
}
