package fr.toise.bench.race;

import fr.toise.contracts.event.LandedFile;
import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.CleaningArguments.Executors;
import fr.toise.contracts.job.CleaningArguments.Thresholds;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.SalesScope;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.job.Job;
import fr.toise.job.JobLauncher;
import java.nio.file.Path;
import java.util.List;

/** Our job, started as clean-service starts it. It always writes to the object store. */
public final class OurJob implements Contestant {

    private static final String MAIN_CLASS = "fr.toise.cleaning.CleaningJob";
    private static final String DATASET = "bench";

    private final String name;
    private final JobLauncher launcher;
    private final ObjectServer server;
    private final List<LandedFile> files;
    private final SalesScope scope;
    private final Thresholds thresholds;
    private final Path folder;
    private int runs;

    /**
     * @param files  with URIs of the place that they are to be read from
     * @param folder to fetch the sales to
     */
    public OurJob(
            String name,
            JobLauncher launcher,
            ObjectServer server,
            List<LandedFile> files,
            SalesScope scope,
            Thresholds thresholds,
            Path folder) {
        this.name = name;
        this.launcher = launcher;
        this.server = server;
        this.files = files;
        this.scope = scope;
        this.thresholds = thresholds;
        this.folder = folder;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void run() throws InterruptedException {
        runs++;
        var job = new Job("bench-clean", MAIN_CLASS, arguments(), server.environment());
        var outcome = launcher.run(job, progress -> {});
        if (!outcome.succeeded()) {
            throw new IllegalStateException(
                    "%s ended with exit code %d: %s".formatted(name, outcome.exitCode(), outcome.lastWords()));
        }
    }

    private CleaningArguments arguments() {
        return new CleaningArguments(
                DATASET,
                "made-up",
                version(),
                true,
                files,
                server.clean().uri(prefix()),
                List.of(),
                scope,
                thresholds,
                Executors.NONE);
    }

    private String version() {
        return name.replaceAll("[^a-z0-9]+", "-") + "-" + runs;
    }

    private String prefix() {
        return ObjectLayout.datasetVersion(DATASET, version());
    }

    @Override
    public Path sales() {
        server.fetch(server.clean(), prefix() + ObjectLayout.SALES, folder);
        return folder;
    }

    CleaningReport report() {
        return server.clean()
                .read(prefix() + ObjectLayout.REPORT, CleaningReport.class)
                .orElseThrow(() -> new IllegalStateException("There is no report of " + prefix()));
    }
}
