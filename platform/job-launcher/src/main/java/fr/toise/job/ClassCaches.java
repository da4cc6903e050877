package fr.toise.job;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The class caches of this machine's programs, in one folder. The first run of a program records, its cache is then made beside
 * whatever else goes on, and later runs start faster. Nothing that goes wrong here keeps a program from running.
 */
public final class ClassCaches implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClassCaches.class);
    private static final String UNFINISHED = ".new";
    private static final long CREATION_MINUTES = 10;
    private static final long GRACE_SECONDS = 2;

    private final Path folder;
    private final ExecutorService background = Executors.newSingleThreadExecutor(work -> {
        var thread = new Thread(work, "class-caches");
        thread.setDaemon(true);
        return thread;
    });

    public ClassCaches(Path folder) {
        this.folder = folder.toAbsolutePath();
    }

    /** A program about to be run. */
    @FunctionalInterface
    interface Run {
        /** @param flags for the JVM, beside the program's own options */
        JobOutcome with(List<String> flags) throws IOException, InterruptedException;
    }

    /** Runs a program with its cache, or so that it will have one. */
    JobOutcome run(JavaProgram program, Run run) throws IOException, InterruptedException {
        var cache = cacheOf(program);
        if (cache.isEmpty()) {
            return run.with(List.of());
        }
        if (Files.exists(cache.get().file())) {
            return run.with(cache.get().using());
        }
        var classes = Files.createTempFile("classes-", ".lst");
        boolean handedOver = false;
        try {
            var outcome = run.with(ClassCache.recording(classes));
            handedOver = outcome.succeeded() && createInBackground(cache.get(), classes);
            return outcome;
        } finally {
            if (!handedOver) {
                deleteQuietly(classes);
            }
        }
    }

    /**
     * Flags for a program that goes on for long: to start with its cache, or to write down its classes for {@link #learn}.
     *
     * @param classes where to; nothing may be there yet
     */
    public List<String> flags(JavaProgram program, Path classes) {
        return cacheOf(program)
                .map(cache -> Files.exists(cache.file()) ? cache.using() : ClassCache.recording(classes))
                .orElse(List.of());
    }

    /** Makes the cache of a program that still runs, from the classes that it has written down so far, if it has. */
    public void learn(JavaProgram program, Path classes) {
        if (!Files.exists(classes)) {
            return;
        }
        cacheOf(program).ifPresent(cache -> {
            try {
                // what is still written to can't be read as a whole
                var soFar = Files.createTempFile("classes-", ".lst");
                Files.copy(classes, soFar, StandardCopyOption.REPLACE_EXISTING);
                if (!createInBackground(cache, soFar)) {
                    deleteQuietly(soFar);
                }
            } catch (IOException e) {
                LOG.warn("Failed to make a class cache of {}", program.name(), e);
            }
        });
    }

    private Optional<ClassCache> cacheOf(JavaProgram program) {
        if (ClassCache.chosenByHand(program)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ClassCache.of(program, Files.createDirectories(folder)));
        } catch (IOException e) {
            LOG.warn("{} runs without a class cache", program.name(), e);
            return Optional.empty();
        }
    }

    private boolean createInBackground(ClassCache cache, Path classes) {
        try {
            background.execute(() -> {
                try {
                    create(cache, classes);
                } finally {
                    deleteQuietly(classes);
                }
            });
            return true;
        } catch (RejectedExecutionException closed) {
            return false;
        }
    }

    /** Does nothing while another, here or in another process, is at it. */
    void create(ClassCache cache, Path classes) {
        var program = cache.program().name();
        try (var channel = FileChannel.open(
                        folder.resolve(program + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var lock = channel.tryLock()) {
            if (lock != null && !Files.exists(cache.file())) {
                createAlone(cache, classes);
                deleteAll(program, file -> file.toString().endsWith(ClassCache.SUFFIX) && !file.equals(cache.file()));
            }
        } catch (OverlappingFileLockException busy) {
            LOG.debug("A class cache of {} is being made already", program);
        } catch (IOException e) {
            LOG.warn("Failed to make a class cache of {}", program, e);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void createAlone(ClassCache cache, Path classes) throws IOException, InterruptedException {
        deleteAll(
                cache.program().name(),
                // what one that was killed left behind
                file -> file.toString().endsWith(UNFINISHED));
        var made = Files.createTempFile(folder, cache.program().name() + "-", UNFINISHED);
        try {
            makeInAProcessOfItsOwn(cache, classes, made);
            try (var written = FileChannel.open(made, StandardOpenOption.READ)) {
                written.force(true);
            }
            Files.move(made, cache.file(), StandardCopyOption.ATOMIC_MOVE);
            LOG.info("Made a class cache of {}: {}", cache.program().name(), cache.file());
        } finally {
            Files.deleteIfExists(made);
        }
    }

    private static void makeInAProcessOfItsOwn(ClassCache cache, Path classes, Path made)
            throws IOException, InterruptedException {
        var command = new ArrayList<>(politely());
        command.addAll(cache.creation(classes, made));
        var builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().remove(LocalJobLauncher.OPERATOR_PASSWORD);
        var process = builder.start();
        try {
            if (!process.waitFor(CREATION_MINUTES, TimeUnit.MINUTES)) {
                throw new IOException("It took longer than " + CREATION_MINUTES + " minutes");
            }
            if (process.exitValue() != 0) {
                throw new IOException("Its process ended with code " + process.exitValue());
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /** Behind everything else that wants a core. */
    private static List<String> politely() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "nice"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(nice -> List.of(nice.toString(), "-n", "19"))
                .orElse(List.of());
    }

    private void deleteAll(String program, Predicate<Path> unwanted) throws IOException {
        try (var files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().startsWith(program + "-"))
                    .filter(unwanted)
                    .forEach(ClassCaches::deleteQuietly);
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("Left {} behind", file, e);
        }
    }

    /** Ends the making of a cache; the next run of its program starts over. */
    @Override
    public void close() {
        background.shutdownNow();
        try {
            if (!background.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The making of a class cache does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
