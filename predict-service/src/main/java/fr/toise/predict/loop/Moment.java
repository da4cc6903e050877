package fr.toise.predict.loop;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.toise.contracts.event.DatasetCleaned;
import fr.toise.contracts.event.DatasetLanded;
import fr.toise.contracts.event.DatasetRejected;
import fr.toise.contracts.event.Event;
import fr.toise.contracts.event.LandedFile;
import fr.toise.contracts.event.ModelPromoted;
import fr.toise.contracts.event.ModelTrained;
import fr.toise.contracts.event.PipelineProgress;
import fr.toise.contracts.event.PipelineProgress.State;
import fr.toise.contracts.event.PipelineProgress.Step;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One thing that happened in the loop, or how far a run is.
 *
 * @param id      a later moment of the same id takes this one's place
 * @param topic   that it was heard on
 * @param subject what it happened to: a snapshot, dataset version or model version
 * @param madeUp  the sales are invented; null where the event does not say
 * @param figures counts and shares, by name
 * @param message one short sentence in English
 */
@Schema(description = "One thing that happened in the loop, or how far a run is")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Moment(
        String id,
        String topic,
        Step step,
        State state,
        String subject,
        Boolean madeUp,
        Map<String, Double> figures,
        String unit,
        String message,
        Instant at) {

    /** Empty for what has no time, and so no place among the others. */
    static Optional<Moment> of(Event event) {
        return Optional.ofNullable(moment(event)).filter(moment -> moment.at() != null);
    }

    private static Moment moment(Event event) {
        if (event instanceof PipelineProgress said) {
            return new Moment(
                    id(said, said.step().name()),
                    Event.topic(PipelineProgress.class),
                    said.step(),
                    said.state(),
                    said.run(),
                    null,
                    said.state() == State.RUNNING
                            ? Map.of("done", (double) said.done(), "total", (double) said.total())
                            : Map.of(),
                    said.unit(),
                    said.message(),
                    said.at());
        }
        if (event instanceof DatasetLanded landed) {
            double bytes = landed.files().stream().mapToLong(LandedFile::bytes).sum();
            return happened(
                    landed,
                    Step.INGEST,
                    State.SUCCEEDED,
                    landed.madeUp(),
                    Map.of("files", (double) landed.files().size(), "bytes", bytes),
                    null,
                    landed.landedAt());
        }
        if (event instanceof DatasetCleaned cleaned) {
            return happened(
                    cleaned,
                    Step.CLEAN,
                    State.SUCCEEDED,
                    cleaned.madeUp(),
                    Map.of("kept", (double) cleaned.rowsKept(), "found", (double)
                            cleaned.funnel().salesFound()),
                    null,
                    cleaned.cleanedAt());
        }
        if (event instanceof DatasetRejected rejected) {
            return happened(
                    rejected, Step.CLEAN, State.REFUSED, null, Map.of(), rejected.reason(), rejected.rejectedAt());
        }
        if (event instanceof ModelTrained trained) {
            return happened(
                    trained,
                    Step.TRAIN,
                    trained.decision().promoted() ? State.SUCCEEDED : State.REFUSED,
                    trained.madeUp(),
                    Map.of("mdape", trained.measures().mdape()),
                    String.join(". ", trained.decision().reasons()),
                    trained.trainedAt());
        }
        if (event instanceof ModelPromoted promoted) {
            return new Moment(
                    id(promoted, String.valueOf(promoted.promotedAt())),
                    Event.topic(ModelPromoted.class),
                    Step.PREDICT,
                    State.SUCCEEDED,
                    promoted.model() + "/" + promoted.version(),
                    promoted.madeUp(),
                    Map.of(),
                    null,
                    promoted.reason(),
                    promoted.promotedAt());
        }
        return null;
    }

    private static Moment happened(
            Event event,
            Step step,
            State state,
            Boolean madeUp,
            Map<String, Double> figures,
            String message,
            Instant at) {
        return new Moment(
                id(event, String.valueOf(at)),
                Event.topic(event.getClass()),
                step,
                state,
                event.subject(),
                madeUp,
                figures,
                null,
                message,
                at);
    }

    /** What is said again has the same one; of a run, so has whatever is said of it. */
    private static String id(Event event, String which) {
        return Event.topic(event.getClass()) + " " + event.subject() + " " + which;
    }
}
