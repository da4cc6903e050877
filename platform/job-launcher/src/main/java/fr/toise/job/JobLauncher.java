package fr.toise.job;

import fr.toise.contracts.job.JobProgress;
import java.util.function.Consumer;

/** Starts programs elsewhere. */
public interface JobLauncher extends AutoCloseable {

    /**
     * Runs a job to its end. Where jobs outlive their service, one of that name that runs already is found and waited for instead.
     *
     * @throws InterruptedException when the service is being stopped; what becomes of the job is the place's affair
     */
    JobOutcome run(Job job, Consumer<JobProgress> progress) throws InterruptedException;

    /** When the service stops. */
    @Override
    default void close() {}
}
