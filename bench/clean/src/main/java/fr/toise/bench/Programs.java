package fr.toise.bench;

import fr.toise.bench.peer.RulesInSql;
import fr.toise.bench.race.Contestant;
import fr.toise.bench.race.ObjectServer;
import fr.toise.bench.race.OurJob;
import fr.toise.bench.race.Program;
import fr.toise.bench.race.Table;
import fr.toise.contracts.event.LandedFile;
import fr.toise.job.LocalJobLauncher;
import fr.toise.objectstore.ObjectStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.zip.ZipFile;

/** The command lines of the contestants. All of Java run on the JDK that this runs on. */
final class Programs {

    private static final String LIBRARY = "libduckdb_java.so";

    private final Path home;
    private final Path folder;
    private final RulesInSql rules;

    Programs(Path home, Path folder, RulesInSql rules) {
        this.home = home;
        this.folder = folder;
        this.rules = rules;
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    OurJob ours(String name, ObjectServer server, List<LandedFile> files) {
        var launcher = new LocalJobLauncher(
                Path.of(System.getProperty("java.home")), javaOptions(), jobLibraries(), Optional.of(classCache()));
        return new OurJob(
                name,
                launcher,
                server,
                files,
                rules.scope(),
                rules.thresholds(),
                sales(name.replaceAll("[^a-zA-Z0-9]+", "-")));
    }

    /** Where the launcher keeps what it has learned of a job's classes. */
    Path classCache() {
        return folder.resolve("class-cache");
    }

    private Path jobLibraries() {
        return home.resolve("clean-service/job/target/lib");
    }

    private Path sales(String name) {
        return folder.resolve("sales").resolve(name);
    }

    /** Those of clean-service. */
    private List<String> javaOptions() {
        var file = home.resolve("clean-service/app/src/main/resources/application.properties");
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to read " + file, e);
        }
        var options = properties.getProperty("toise.jobs.local.java-options");
        if (options == null) {
            throw new IllegalStateException("There is no toise.jobs.local.java-options in " + file);
        }
        return List.of(options.split(","));
    }

    /** With the heap that spark-submit gives it. */
    Program tutorial() {
        var command = new ArrayList<>(List.of(java().toString(), "-Xmx1g"));
        javaOptions().stream().filter(option -> option.startsWith("--")).forEach(command::add);
        command.add("-cp");
        command.add(home.resolve("bench/clean/target/classes") + ":"
                + jobLibraries().resolve("*"));
        command.add("fr.toise.bench.peer.TutorialRecipe");
        command.add(sales("tutorial").toString());
        rules.files().forEach(file -> command.add(file.toString()));
        return new Program(Table.TUTORIAL, command, sales("tutorial"), false);
    }

    Program duckDb() {
        var sql = folder.resolve("duckdb.sql");
        try {
            Files.writeString(sql, rules.script(sales("duckdb").resolve("sales.parquet"), duckDbRules()));
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to write " + sql, e);
        }
        var unpacked = unpackedDuckDb();
        return new Program(
                Table.DUCKDB,
                List.of(
                        java().toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.library.path=" + unpacked,
                        "-cp",
                        home.resolve("bench/clean/target/classes") + ":" + unpacked,
                        "fr.toise.bench.peer.DuckDb",
                        sql.toString()),
                sales("duckdb"),
                true);
    }

    /** How many sales each rule took, as DuckDB counted them. */
    Path duckDbRules() {
        return sales("duckdb").resolve("rules.csv");
    }

    /** From the jar it would unpack its library anew in every process; its own command line is one file. */
    private Path unpackedDuckDb() {
        var unpacked = folder.resolve("duckdb");
        if (Files.exists(unpacked.resolve(LIBRARY))) {
            return unpacked;
        }
        try (var jars = Files.newDirectoryStream(home.resolve("bench/clean/target/lib"), "duckdb_jdbc-*.jar")) {
            for (var jar : jars) {
                unpack(jar, unpacked);
            }
            return unpacked;
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to unpack DuckDB to " + unpacked, e);
        }
    }

    private static void unpack(Path jar, Path folder) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                boolean library = entry.getName().equals(LIBRARY + "_linux_amd64");
                boolean otherLibrary = entry.getName().startsWith(LIBRARY) && !library;
                if (!entry.isDirectory() && !otherLibrary) {
                    var file = folder.resolve(library ? LIBRARY : entry.getName());
                    Files.createDirectories(file.getParent());
                    try (var in = zip.getInputStream(entry)) {
                        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                    }
                }
            }
        }
    }

    /** Empty where Python has no Polars. */
    Optional<Contestant> polars(String python) throws IOException, InterruptedException {
        var arguments = folder.resolve("polars.json");
        ObjectStore.json().writeValue(arguments.toFile(), rules);
        var script = home.resolve("bench/clean/polars_rules.py").toString();
        try {
            var check = new ProcessBuilder(python, "-c", "import polars")
                    .redirectErrorStream(true)
                    .start();
            check.getInputStream().readAllBytes();
            if (check.waitFor() != 0) {
                return Optional.empty();
            }
        } catch (IOException noPython) {
            return Optional.empty();
        }
        return Optional.of(new Program(
                Table.POLARS,
                List.of(
                        python,
                        script,
                        arguments.toString(),
                        sales("polars").resolve("sales.parquet").toString()),
                sales("polars"),
                true));
    }
}
