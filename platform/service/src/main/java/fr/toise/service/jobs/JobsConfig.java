package fr.toise.service.jobs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where and how this service's jobs run. */
@ConfigMapping(prefix = "toise.jobs")
public interface JobsConfig {

    enum Place {
        LOCAL
    }

    @WithDefault("local")
    Place launcher();

    /** How often a job that fails is started again before a person has to look. */
    @WithDefault("3")
    int attempts();

    Local local();

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
}
