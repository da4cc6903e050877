package fr.toise.job;

import fr.toise.contracts.job.JobProgress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a job as a child JVM on this machine. The child dies with this process, however it dies. */
public final class LocalJobLauncher implements JobLauncher {

    private static final Logger LOG = LoggerFactory.getLogger(LocalJobLauncher.class);
    private static final long GRACE_SECONDS = 5;

    static final String OPERATOR_PASSWORD = "TOISE_OPERATOR_PASSWORD";

    private final Path javaHome;
    private final List<String> javaOptions;
    private final Path libraries;
    private final Optional<ClassCaches> caches;

    /** Without class caches. */
    public LocalJobLauncher(Path javaHome, List<String> javaOptions, Path libraries) {
        this(javaHome, javaOptions, libraries, Optional.empty());
    }

    /**
     * @param javaHome    of the JVM to run jobs with
     * @param javaOptions as on the command line
     * @param libraries   folder of jars: the job's and everything it needs
     * @param classCache  folder to keep loaded classes in, from which later runs of a job start faster; empty for none
     */
    public LocalJobLauncher(Path javaHome, List<String> javaOptions, Path libraries, Optional<Path> classCache) {
        this.javaHome = javaHome.toAbsolutePath();
        this.javaOptions = List.copyOf(javaOptions);
        this.libraries = libraries.toAbsolutePath();
        this.caches = classCache.map(ClassCaches::new);
        if (!Files.isDirectory(libraries)) {
            throw new IllegalArgumentException(
                    "There are no job libraries in " + this.libraries + "; build the project first");
        }
    }

    @Override
    public JobOutcome run(Job job, Consumer<JobProgress> progress) throws InterruptedException {
        Path arguments = null;
        try {
            arguments = Files.createTempFile(job.name() + "-", ".json");
            JobProgram.JSON.writeValue(arguments.toFile(), job.arguments());
            return run(job, arguments, progress);
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to start job " + job.name(), e);
        } finally {
            deleteQuietly(arguments);
        }
    }

    private JobOutcome run(Job job, Path arguments, Consumer<JobProgress> progress)
            throws IOException, InterruptedException {
        var program = JavaProgram.of(javaHome, javaOptions, libraries, job.mainClass());
        ClassCaches.Run run = flags -> watch(start(program, flags, job, arguments), job, progress);
        return caches.isPresent() ? caches.get().run(program, run) : run.with(List.of());
    }

    private static Process start(JavaProgram program, List<String> flags, Job job, Path arguments) throws IOException {
        var options = new ArrayList<>(flags);
        options.add("-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"));
        var command = program.command(options);
        command.add(job.mainClass());
        command.add(arguments.toString());
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        // a job has no operator to answer to
        builder.environment().remove(OPERATOR_PASSWORD);
        builder.environment().putAll(job.environment());
        builder.environment().put(JobProgram.PARENT, JobProgram.PARENT_HOLDS_STDIN);
        return builder.start();
    }

    private JobOutcome watch(Process process, Job job, Consumer<JobProgress> progress) throws InterruptedException {
        var output = new JobOutput(job.name(), progress);
        var reader = new Thread(() -> follow(process, job, output), "job-" + job.name());
        reader.setDaemon(true);
        reader.start();
        long started = System.nanoTime();
        try {
            int exitCode = process.waitFor();
            reader.join();
            return new JobOutcome(exitCode, output.lastLines(), Duration.ofNanos(System.nanoTime() - started));
        } catch (InterruptedException e) {
            process.destroy();
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            throw e;
        }
    }

    private static void follow(Process process, Job job, JobOutput output) {
        try (BufferedReader lines = process.inputReader()) {
            for (String line; (line = lines.readLine()) != null; ) {
                output.line(line);
            }
        } catch (IOException e) {
            LOG.debug("Output of job {} ended early", job.name(), e);
        }
    }

    /** Ends what goes on beside the jobs. */
    @Override
    public void close() {
        caches.ifPresent(ClassCaches::close);
    }

    private static void deleteQuietly(Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.debug("Left {} behind", file, e);
            }
        }
    }
}
