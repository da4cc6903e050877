package fr.toise.service.work;

import fr.toise.contracts.job.RunRecord;
import fr.toise.contracts.job.RunRecord.State;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.job.JobOutcome;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.storage.Documents;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What a service wrote down about its runs, in its own bucket. */
public final class RunRecords {

    private static final Logger LOG = Logger.getLogger(RunRecords.class);

    private final ObjectStore store;

    public RunRecords(ObjectStore store) {
        this.store = store;
    }

    public Optional<RunRecord> find(String output) {
        return store.read(ObjectLayout.run(output), RunRecord.class);
    }

    /**
     * Writes down that a job is about to be started. Only a start after a failure is another attempt: being killed is nobody's fault, and what was made
     * once and is to be made anew begins anew.
     */
    public RunRecord submitted(String output, String input, String job) {
        int attempts = find(output)
                .map(before -> switch (before.state()) {
                    case SUBMITTED, RUNNING -> before.attempts();
                    case FAILED -> before.attempts() + 1;
                    case SUCCEEDED -> 1;
                })
                .orElse(1);
        return write(new RunRecord(output, input, job, State.SUBMITTED, attempts, null, Instant.now(), null));
    }

    /** Whether a run has failed as often as it may, and waits for a person. */
    public boolean exhausted(String output, int attempts) {
        return find(output)
                .filter(run -> run.state() == State.FAILED && run.attempts() >= attempts)
                .isPresent();
    }

    /** Lets a run that failed for good be tried again. */
    public void forget(String output) {
        store.delete(ObjectLayout.run(output));
    }

    /** The same of one that was started before what it works on was made anew, for that may have been what it failed of. */
    public void forgetFailureBefore(String output, Instant madeAnew) {
        find(output)
                .filter(run -> run.state() == State.FAILED)
                .filter(run -> run.startedAt().isBefore(madeAnew))
                .ifPresent(run -> forget(output));
    }

    /** The same for all of them, at the start of a service: what has failed it may have been mended since, like a disk that was full. */
    public void forgetFailures() {
        store.list(ObjectLayout.RUNS + "/")
                .map(S3Object::key)
                .filter(this::hasFailed)
                .toList()
                .forEach(store::delete);
    }

    private boolean hasFailed(String key) {
        return Documents.unlessBroken(() -> store.read(key, RunRecord.class))
                .filter(run -> run.state() == State.FAILED)
                .isPresent();
    }

    public RunRecord running(RunRecord run) {
        return write(new RunRecord(
                run.output(), run.input(), run.job(), State.RUNNING, run.attempts(), null, run.startedAt(), null));
    }

    public RunRecord ended(RunRecord run, State state, String message) {
        return write(new RunRecord(
                run.output(), run.input(), run.job(), state, run.attempts(), message, run.startedAt(), Instant.now()));
    }

    /** Also logs it. What the program refuses it will refuse again. */
    public RunRecord failed(RunRecord run, JobOutcome outcome, int attempts, String message) {
        LOG.errorf("%s (exit code %d, attempt %d of %d)", message, outcome.exitCode(), run.attempts(), attempts);
        return outcome.refused() ? failedForGood(run, attempts, message) : ended(run, State.FAILED, message);
    }

    /** A failure that another attempt would only repeat: counts as all of them. */
    public RunRecord failedForGood(RunRecord run, int attempts, String message) {
        return write(new RunRecord(
                run.output(), run.input(), run.job(), State.FAILED, attempts, message, run.startedAt(), Instant.now()));
    }

    private RunRecord write(RunRecord run) {
        store.write(ObjectLayout.run(run.output()), run);
        return run;
    }
}
