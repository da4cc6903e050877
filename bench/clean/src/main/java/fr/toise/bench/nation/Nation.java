package fr.toise.bench.nation;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Made-up national years: files of the same bytes from the same size and seed. */
public final class Nation {

    /** To be raised when other bytes come of the same size and seed, so that files made before are not taken for them. */
    private static final int VERSION = 1;

    private static final int FIRST_YEAR = 2019;
    private static final int YEARS = 5;

    private final long size;
    private final long seed;

    /** @param size of all the files together, in bytes */
    public Nation(long size, long seed) {
        if (size < 1_000_000) {
            throw new IllegalArgumentException("A country's sales of " + size + " bytes: expected at least 1,000,000");
        }
        this.size = size;
        this.seed = seed;
    }

    /** Makes the files that are missing, in a folder of their own below {@code folder}; one a year, from the earliest. */
    public List<Path> files(Path folder) {
        try {
            var own = Files.createDirectories(folder.resolve("v%d-%d-seed%d".formatted(VERSION, size, seed)));
            return IntStream.range(FIRST_YEAR, FIRST_YEAR + YEARS)
                    .parallel()
                    .mapToObj(year -> file(year, own.resolve(year + ".csv")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to make a folder in " + folder, e);
        }
    }

    private Path file(int year, Path file) {
        if (Files.exists(file)) {
            return file;
        }
        var part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (var out = new FileOutputStream(part.toFile())) {
                year(year).writeTo(out, size / YEARS);
            }
            return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to make up " + file, e);
        }
    }

    private NationalYear year(int year) {
        var departments = Department.all();
        // the same country in every year
        var chance = new Chance(seed);
        var communes = new ArrayList<List<Commune>>();
        departments.forEach(department -> communes.add(Commune.of(department, chance)));
        return new NationalYear(year, departments, communes, seed);
    }
}
