package fr.toise.service.jobs;

import fr.toise.job.JobLauncher;
import fr.toise.job.LocalJobLauncher;
import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import java.nio.file.Path;
import java.util.List;

/** The one choice of where jobs run. */
public class JobLauncherProducer {

    @Produces
    @ApplicationScoped
    @DefaultBean
    JobLauncher jobLauncher(JobsConfig config) {
        return switch (config.launcher()) {
            case LOCAL ->
                new LocalJobLauncher(
                        config.local().javaHome().orElse(Path.of(System.getProperty("java.home"))),
                        config.local().javaOptions().orElse(List.of()),
                        config.local()
                                .libraries()
                                .orElseThrow(
                                        () -> new IllegalStateException(
                                                "toise.jobs.local.libraries is not set: expected the folder with the job's jars")),
                        config.local().classCache());
        };
    }

    void close(@Disposes JobLauncher launcher) {
        launcher.close();
    }
}
