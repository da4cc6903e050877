package fr.toise.service.tracing;

import fr.toise.contracts.job.JobProgress;
import fr.toise.job.Job;
import fr.toise.job.JobLauncher;
import fr.toise.job.JobOutcome;
import java.util.function.Consumer;

/** Makes each job a part of the step that started it. */
public final class TracedJobLauncher implements JobLauncher {

    private final JobLauncher launcher;
    private final Tracing tracing;

    public TracedJobLauncher(JobLauncher launcher, Tracing tracing) {
        this.launcher = launcher;
        this.tracing = tracing;
    }

    @Override
    public JobOutcome run(Job job, Consumer<JobProgress> progress) throws InterruptedException {
        try (var step = tracing.within("job").with("toise.job", job.name())) {
            var outcome = launcher.run(job, said -> {
                step.says(said);
                progress.accept(said);
            });
            if (!outcome.succeeded()) {
                step.failed(outcome.lastWords());
            }
            return outcome;
        }
    }

    @Override
    public void close() {
        launcher.close();
    }
}
