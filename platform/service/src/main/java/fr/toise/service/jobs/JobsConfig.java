package fr.toise.service.jobs;

import fr.toise.job.KubernetesJobLauncher.WhenPending;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where and how this service's jobs run. */
@ConfigMapping(prefix = "toise.jobs")
public interface JobsConfig {

    enum Place {
        LOCAL,
        KUBERNETES
    }

    @WithDefault("local")
    Place launcher();

    /** How often a job that fails is started again before a person has to look. */
    @WithDefault("3")
    int attempts();

    Local local();

    Kubernetes kubernetes();

    /** Child JVMs on this machine. */
    interface Local {

        /** Folder of jars: the job's and everything it needs. Whoever starts jobs has to set it. */
        Optional<Path> libraries();

        /** Of the JVM to run jobs with; the service's own when not set. */
        Optional<Path> javaHome();

        /** As on the command line. */
        Optional<List<String>> javaOptions();

        /** Folder to keep loaded classes in, from which later runs of a job start faster; none are kept when not set. */
        Optional<Path> classCache();
    }

    /** Jobs of the cluster that this service runs in, in its own namespace, made from the CronJob that is named after the program. */
    interface Kubernetes {

        /** The CronJob that every program of this service is run as instead, for programs that share an image. */
        Optional<String> template();

        /** How long a job may wait for a node that can take it. */
        @WithDefault("15m")
        Duration pendingWait();

        /** Then: {@code fall-back} to the template with {@code -fallback} behind its name, where there is one, or {@code fail}. */
        @WithDefault("fall-back")
        WhenPending whenPending();

        /** How often to ask how a job stands while no watch says that something has changed. */
        @WithDefault("15s")
        Duration lookEvery();
    }
}
