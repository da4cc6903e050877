package fr.toise.cleaning;

import fr.toise.cleaning.judging.OfficialLine;
import fr.toise.contracts.event.LandedFile;
import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.CleaningArguments.Executors;
import fr.toise.contracts.job.CleaningArguments.Thresholds;
import fr.toise.contracts.job.PropertyType;
import fr.toise.contracts.job.SalesScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** CSVs in a folder, and the arguments to clean them with. */
final class Landing {

    private static final Thresholds BOUNDS = new Thresholds(50_000, 4_000_000, 9, 500, 5_000, 3, 4.5);

    private final Path folder;
    private final List<LandedFile> files = new ArrayList<>();
    private Executors executors = Executors.NONE;

    Landing(Path folder) {
        this.folder = folder;
    }

    Landing file(String name, OfficialLine... lines) {
        return text(
                name,
                Stream.concat(Stream.of(OfficialLine.header()), Stream.of(lines).map(OfficialLine::csv))
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    Landing text(String name, String content) {
        try {
            Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file(folder.resolve(name));
    }

    Landing file(Path file) {
        try {
            return object(file.toUri().toString(), Files.size(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Landing object(String uri, long bytes) {
        files.add(new LandedFile(uri, bytes, "unchecked", "https://files.example/" + files.size(), null));
        return this;
    }

    Landing on(Executors executors) {
        this.executors = executors;
        return this;
    }

    CleaningArguments arguments(String output, String... departments) {
        return new CleaningArguments(
                "geo-dvf",
                "s1",
                "v1",
                false,
                files,
                output,
                List.of("snapshot=s1"),
                new SalesScope(List.of(departments), List.of(PropertyType.FLAT)),
                BOUNDS,
                executors);
    }
}
