package fr.toise.cleaning;

import fr.toise.contracts.event.LandedFile;
import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.CleaningArguments.Gate;
import fr.toise.contracts.job.CleaningArguments.Thresholds;
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

    static final Thresholds BOUNDS = new Thresholds(50_000, 4_000_000, 9, 500, 2_000, 40_000);

    private final Path folder;
    private final List<LandedFile> files = new ArrayList<>();

    Landing(Path folder) {
        this.folder = folder;
    }

    Landing file(String name, Line... lines) {
        return text(
                name,
                Stream.concat(
                                Stream.of(String.join(",", Line.OFFICIAL_HEADER)),
                                Stream.of(lines).map(line -> line.csv(Line.OFFICIAL_HEADER)))
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    Landing text(String name, String content) {
        try {
            Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return uri(folder.resolve(name).toUri().toString());
    }

    Landing uri(String uri) {
        files.add(new LandedFile(uri, 1, "unchecked", "https://files.example/" + files.size(), null));
        return this;
    }

    CleaningArguments of(String... departments) {
        return arguments("s3://nowhere/geo-dvf/v1/", null, departments);
    }

    CleaningArguments arguments(String output, Gate gate, String... departments) {
        return new CleaningArguments(
                "geo-dvf",
                "s1",
                "v1",
                false,
                files,
                output,
                List.of("snapshot=s1"),
                List.of(departments),
                BOUNDS,
                gate);
    }
}
