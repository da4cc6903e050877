package fr.toise.cli.up;

import fr.toise.cli.services.CommandFailure;
import fr.toise.cli.services.Folders;
import fr.toise.contracts.store.ObjectLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Everything that one {@code ./toise up} keeps. */
record DataFolder(Path path) {

    DataFolder {
        path = path.toAbsolutePath().normalize();
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path s3() {
        return path.resolve("s3");
    }

    /** Whether an earlier run has made a model live. The local S3 API keeps objects as files. */
    boolean holdsLiveModel() {
        var models = s3().resolve("buckets").resolve("toise-model");
        if (!Files.isDirectory(models)) {
            return false;
        }
        try (var names = Files.list(models)) {
            return names.anyMatch(name -> Files.exists(
                    models.resolve(ObjectLayout.champion(name.getFileName().toString()))));
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to look into " + models, e);
        }
    }

    /** Where DJL unpacks its native libraries. */
    Path djl() {
        return path.resolve("djl");
    }

    /** What a process left that was killed while it unpacked them: DJL does so beside them, and never looks there again. Nobody may unpack now. */
    void removeHalfUnpacked() {
        try (var found = Files.find(djl(), 2, (file, its) -> isHalfUnpacked(file))) {
            for (var left : found.toList()) {
                Folders.delete(left);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to tidy up " + djl(), e);
        }
    }

    private static boolean isHalfUnpacked(Path file) {
        return file.getFileName().toString().startsWith("tmp");
    }

    /** Classes of services and jobs, from which their later runs start faster. */
    Path classCache() {
        return path.resolve("class-cache");
    }

    Path logs() {
        return path.resolve("logs");
    }

    /** Where a process puts what nobody needs after it. */
    Path temporary(String program) {
        return path.resolve("tmp").resolve(program);
    }

    /** Also takes away what a process that was killed left there. */
    void emptyTemporary(String program) throws IOException {
        var folder = temporary(program);
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            Folders.delete(folder);
        }
        Files.createDirectories(folder);
    }

    /** Who runs, for the next {@code ./toise up}. */
    Path run() {
        return path.resolve("run");
    }

    void create() {
        try {
            Files.createDirectories(logs());
            Files.createDirectories(run());
            Files.createDirectories(djl());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Nothing can be written to " + path + ", so choose another folder with --data", e);
        }
    }

    /** Only one {@code ./toise up} may run on a folder. Held until this process ends. */
    FileLock lock() {
        var file = run().resolve("up.lock");
        try {
            var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            var lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
            channel.close();
        } catch (OverlappingFileLockException held) {
            // by this very process
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to lock " + file, e);
        }
        throw new CommandFailure("Another ./toise up runs on " + path
                + ": stop it first, or choose another folder with --data (and other ports with --port)");
    }
}
