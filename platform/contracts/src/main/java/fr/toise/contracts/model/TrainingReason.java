package fr.toise.contracts.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Objects;

/**
 * Why a training was started.
 *
 * @param text one sentence for a person
 * @param by   who asked for it; null where nobody did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainingReason(Trigger trigger, String text, String by, Instant at) {

    /** What can start a training. */
    public enum Trigger {
        NEW_DATA,
        /** The sales look different from those that were in use before. */
        INPUT_DRIFT,
        /** The live model does worse on new sales than it did on its hold-out. */
        LEDGER_DRIFT,
        SCHEDULE,
        PERSON
    }

    public TrainingReason {
        Objects.requireNonNull(trigger, "trigger");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(at, "at");
    }
}
