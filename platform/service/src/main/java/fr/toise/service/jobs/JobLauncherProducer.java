package fr.toise.service.jobs;

import fr.toise.job.JobLauncher;
import fr.toise.job.KubernetesJobLauncher;
import fr.toise.job.LocalJobLauncher;
import fr.toise.service.tracing.TracedJobLauncher;
import fr.toise.service.tracing.Tracing;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import java.nio.file.Path;
import java.util.List;

/** The one choice of where jobs run. */
class JobLauncherProducer {

    @Produces
    @ApplicationScoped
    @DefaultBean
    JobLauncher jobLauncher(JobsConfig config, MeterRegistry meters, Tracing tracing) {
        return new TracedJobLauncher(
                switch (config.launcher()) {
                    case LOCAL -> local(config.local());
                    case KUBERNETES -> kubernetes(config.kubernetes(), meters);
                },
                tracing);
    }

    private static JobLauncher local(JobsConfig.Local config) {
        return new LocalJobLauncher(
                config.javaHome().orElse(Path.of(System.getProperty("java.home"))),
                config.javaOptions().orElse(List.of()),
                config.libraries()
                        .orElseThrow(() -> new IllegalStateException(
                                "toise.jobs.local.libraries is not set: expected the folder with the job's jars")),
                config.classCache());
    }

    private static JobLauncher kubernetes(JobsConfig.Kubernetes config, MeterRegistry meters) {
        var launcher = KubernetesJobLauncher.connect(
                config.template().orElse(null), config.pendingWait(), config.whenPending(), config.lookEvery());
        Gauge.builder("toise.jobs.waiting", launcher, KubernetesJobLauncher::waiting)
                .description(
                        "Jobs that no node can take, that may not start yet, or whose image or Secret is not there")
                .register(meters);
        FunctionCounter.builder("toise.jobs.fallbacks", launcher, KubernetesJobLauncher::fallbacks)
                .description("Jobs that were started from their fallback template")
                .register(meters);
        return launcher;
    }

    void close(@Disposes JobLauncher launcher) {
        launcher.close();
    }
}
