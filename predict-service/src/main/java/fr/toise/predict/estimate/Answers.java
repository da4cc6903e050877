package fr.toise.predict.estimate;

import com.fasterxml.jackson.databind.JsonNode;
import fr.toise.predict.live.LoadedModel;
import fr.toise.service.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneId;

/** Answers questions as they come in, by whichever door, and keeps count of them. */
@ApplicationScoped
public class Answers {

    /** Where the flats are, and with them the day that it is. */
    private static final ZoneId FRANCE = ZoneId.of("Europe/Paris");

    private final RequestReader reader;
    private final AnswerMetrics metrics;

    Answers(RequestReader reader, AnswerMetrics metrics) {
        this.reader = reader;
        this.metrics = metrics;
    }

    /**
     * What a model has to say of a flat.
     *
     * @param question an {@link EstimateRequest}; null when there was none
     * @throws ProblemException 400 when it is not as expected, 422 when the model knows nothing of the place or the day
     */
    public Estimate to(JsonNode question, LoadedModel model, Detail detail) {
        try {
            var today = LocalDate.now(FRANCE);
            var request = reader.read(question, today);
            var estimate = new Estimator(model, today).answer(request, detail);
            metrics.answered(request, estimate, model);
            return estimate;
        } catch (ProblemException e) {
            metrics.refused(e.problem());
            throw e;
        }
    }
}
