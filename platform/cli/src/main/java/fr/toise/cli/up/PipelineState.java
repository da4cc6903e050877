package fr.toise.cli.up;

import fr.toise.cli.services.LiveModel;
import fr.toise.contracts.event.PipelineProgress.State;
import fr.toise.contracts.job.ServiceStatus;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the four services say of themselves at one moment.
 *
 * @param ingest         null when it does not answer; so with clean and train
 * @param predictAnswers with or without a model
 * @param model          null when none is live
 * @param champion       version that is to be served; null when there is none
 * @param refusal        why predict-service does not serve what it was last told to; null when it does
 */
record PipelineState(
        ServiceStatus ingest,
        ServiceStatus clean,
        ServiceStatus train,
        boolean predictAnswers,
        LiveModel model,
        String champion,
        String refusal) {

    static final PipelineState UNKNOWN = new PipelineState(null, null, null, false, null, null, null);

    /** How the pipeline came to rest. */
    enum Rest {
        /** The newest sales have gone all the way. */
        SERVED,
        /** A step did its work and its result is not to be used; what was live before stays so. */
        REFUSED,
        /** A step could not do its work. */
        FAILED
    }

    /**
     * Nothing is left to do.
     *
     * @param reason what a step said about it; null when all is served
     */
    record Outcome(Rest rest, String reason) {}

    /** Empty as long as somebody works, or has not yet seen what the step before it made. */
    Optional<Outcome> outcome() {
        boolean allIdle = Stream.of(Optional.ofNullable(ingest), Optional.ofNullable(clean), Optional.ofNullable(train))
                .allMatch(status -> status.filter(PipelineState::idle).isPresent());
        if (!allIdle || !predictAnswers) {
            return Optional.empty();
        }
        if (championIsRefused()) {
            return Optional.of(new Outcome(Rest.FAILED, "predict: refused " + champion + ": " + refusal));
        }
        return championIsLive() ? afterIngest() : Optional.empty();
    }

    private static boolean idle(ServiceStatus status) {
        return !atWork(status) && status.looks() > 0;
    }

    /** A run that is said to go on in a service that does nothing was interrupted, and the next look goes on with it. */
    static boolean atWork(ServiceStatus status) {
        return status.busy() || status.state() == State.RUNNING;
    }

    private boolean championIsRefused() {
        return champion != null && refusal != null && (model == null || champion.equals(model.refusedVersion()));
    }

    private boolean championIsLive() {
        return champion == null || (model != null && champion.equals(model.version()));
    }

    private Optional<Outcome> afterIngest() {
        if (ingest.state() == State.FAILED || ingest.output() == null) {
            return Optional.of(new Outcome(Rest.FAILED, said("ingest", ingest)));
        }
        return ingest.output().equals(clean.input()) ? afterClean() : Optional.empty();
    }

    private Optional<Outcome> afterClean() {
        if (clean.state() == State.FAILED) {
            return Optional.of(new Outcome(Rest.FAILED, said("clean", clean)));
        }
        if (clean.state() == State.REFUSED || clean.output() == null) {
            return Optional.of(new Outcome(Rest.REFUSED, said("clean", clean)));
        }
        return clean.output().equals(train.input()) ? afterTrain() : Optional.empty();
    }

    private Optional<Outcome> afterTrain() {
        if (train.state() == State.FAILED) {
            return Optional.of(new Outcome(Rest.FAILED, said("train", train)));
        }
        if (train.state() == State.REFUSED || champion == null) {
            return Optional.of(new Outcome(Rest.REFUSED, said("train", train)));
        }
        return Optional.of(new Outcome(Rest.SERVED, null));
    }

    private static String said(String step, ServiceStatus status) {
        return step + ": " + (status.message() == null ? "it does not say why" : status.message());
    }
}
