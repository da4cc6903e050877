package fr.toise.job;

import fr.toise.contracts.job.JobProgress;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** Starts programs elsewhere. */
public interface JobLauncher extends AutoCloseable {

    /**
     * Runs a job to its end. Where jobs outlive their service, one of that name that runs already is found and waited for instead.
     *
     * @throws InterruptedException when the service is being stopped; what becomes of the job is the place's affair
     */
    JobOutcome run(Job job, Consumer<JobProgress> progress) throws InterruptedException;

    /** The same, but what keeps a job from being started is a failure like one of its own: it is counted, and ends. */
    default JobOutcome attempt(Job job, Consumer<JobProgress> progress) throws InterruptedException {
        try {
            return run(job, progress);
        } catch (RuntimeException e) {
            LoggerFactory.getLogger(JobLauncher.class).error("Failed to run {}", job.name(), e);
            return new JobOutcome(JobProgram.FAILED, List.of(String.valueOf(e.getMessage())));
        }
    }

    /** When the service stops. */
    @Override
    default void close() {}
}
