package fr.toise.cli.experiment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.toise.cli.services.CommandFailure;
import fr.toise.cli.services.Folders;
import fr.toise.cli.services.ServiceClient;
import fr.toise.contracts.job.ExperimentArguments;
import fr.toise.contracts.job.TrainingSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code toise experiment}. */
@Command(
        name = "experiment",
        description = {
            "Trains on the sales of the live model, as they lie in the data folder, and shows how well that does on the newest ones,"
                    + " beside gradient boosting and the arrondissement median. Publishes nothing.",
            "Change a feature or the network and run it again: it is held against the run before."
        },
        mixinStandardHelpOptions = true)
public final class ExperimentCommand implements Callable<Integer> {

    private static final String NEWEST = "newest";
    private static final String MAIN_CLASS = "fr.toise.train.job.experiment.Experiment";

    @Option(names = "--data", paramLabel = "<folder>", description = "What ./toise up keeps. Default: ${DEFAULT-VALUE}")
    private Path data = Path.of("data");

    @Option(
            names = "--set",
            paramLabel = "<key>=<value>",
            description = "A setting other than that of the live model, like width=64 or without=rooms,carrez,"
                    + " or without= for all features. May be given several times.")
    private Map<String, String> changes = Map.of();

    @Option(
            names = "--folds",
            description = "How often to cut off the newest sales and ask for them. Default: ${DEFAULT-VALUE}")
    private int folds = 3;

    @Option(names = "--share", description = "Share of the sales that are asked in each. Default: ${DEFAULT-VALUE}")
    private double share = 0.1;

    @Option(
            names = "--against",
            paramLabel = "<name>",
            description = "Hold it against the experiment of that name. Default: the newest.")
    private String against = NEWEST;

    @Option(names = "--name", description = "Keep what comes of it under a name, besides as the newest.")
    private String name = NEWEST;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (folds < 1 || folds > 20) {
            throw new CommandFailure("--folds was " + folds + ", expected 1 to 20");
        }
        if (!(share >= 0.01 && share * folds <= 0.8)) {
            throw new CommandFailure("--share was " + share + " for each of " + folds
                    + " folds, expected at least 0.01, and at most 0.8 for all of them together");
        }
        if (Path.of(name).getNameCount() != 1 || Path.of(name).isAbsolute() || name.equals("..")) {
            throw new CommandFailure("--name was '" + name + "', expected a name for a file, without folders");
        }
        var live = LiveModelFiles.in(data);
        var kept = data.resolve("experiments");
        var result = kept.resolve(name + ".json");
        var earlier = kept.resolve(against + ".json");
        if (!against.equals(NEWEST) && !Files.exists(earlier)) {
            throw new CommandFailure("There is no experiment '" + against + "' in " + kept);
        }
        // LightGBM unpacks its library under one name: in a common folder, over that of an experiment that is running
        var temporary = Files.createTempDirectory("toise-experiment-");
        try {
            var arguments = temporary.resolve("arguments.json");
            ServiceClient.JSON.writeValue(
                    arguments.toFile(),
                    new ExperimentArguments(
                            live.sales().toAbsolutePath().toString(),
                            settings(live.settings()),
                            folds,
                            share,
                            result.toAbsolutePath().toString(),
                            earlier.toAbsolutePath().toString()));
            int code = run(command(arguments, temporary), temporary);
            if (code == 0 && !name.equals(NEWEST)) {
                Files.copy(result, kept.resolve(NEWEST + ".json"), StandardCopyOption.REPLACE_EXISTING);
            }
            return code;
        } finally {
            delete(temporary);
        }
    }

    private int run(List<String> command, Path temporary) throws IOException, InterruptedException {
        var training = new ProcessBuilder(command).inheritIO();
        training.environment()
                .put("DJL_CACHE_DIR", data.resolve("djl").toAbsolutePath().toString());
        var process = training.start();
        // it would go on for minutes for nobody
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            process.destroy();
            process.onExit().join();
            delete(temporary);
        }));
        return process.waitFor();
    }

    private static void delete(Path folder) {
        try {
            Folders.delete(folder);
        } catch (IOException | UncheckedIOException e) {
            // it lies where everybody leaves such things
        }
    }

    private static List<String> command(Path arguments, Path temporary) {
        var libraries = Path.of(System.getProperty("toise.home", "."), "train-service", "job", "target", "lib");
        if (!Files.isDirectory(libraries)) {
            throw new CommandFailure("The training program is not built: run ./toise up, or mvn package -DskipTests");
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-Dai.djl.pytorch.num_threads=1",
                "-Dai.djl.pytorch.num_interop_threads=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                libraries.resolve("*").toString(),
                MAIN_CLASS,
                arguments.toString());
    }

    private TrainingSettings settings(ObjectNode settings) {
        var known = new LinkedHashSet<String>();
        settings.fieldNames().forEachRemaining(known::add);
        // folds are asked instead
        known.remove("holdOutShare");
        changes.forEach((key, value) -> {
            if (!known.contains(key)) {
                throw new CommandFailure("There is no setting '" + key + "'; expected one of " + known);
            }
            if (key.equals("without")) {
                var groups = settings.putArray(key);
                // of nothing at all it is no group but none
                Stream.of(value.split(",")).filter(group -> !group.isBlank()).forEach(groups::add);
            } else {
                settings.put(key, value);
            }
        });
        try {
            return ServiceClient.JSON.treeToValue(settings, TrainingSettings.class);
        } catch (InvalidFormatException e) {
            throw new CommandFailure("--set " + e.getPath().get(0).getFieldName() + ": '" + e.getValue()
                    + "' was given, expected a number" + (e.getTargetType() == double.class ? "" : ", a whole one"));
        } catch (ValueInstantiationException e) {
            throw new CommandFailure("--set " + e.getCause().getMessage());
        } catch (JsonProcessingException e) {
            throw new CommandFailure("The settings can't be read: " + e.getOriginalMessage());
        }
    }

    /**
     * The live model as the local S3 API keeps it: objects are files.
     *
     * @param sales    folder of parquet files that it was trained on
     * @param settings that it was trained with
     */
    private record LiveModelFiles(Path sales, ObjectNode settings) {

        static LiveModelFiles in(Path data) {
            var buckets = data.resolve("s3").resolve("buckets");
            try (var models = Files.list(buckets.resolve("toise-model"))) {
                var champion = models.map(model -> model.resolve("champion.json"))
                        .filter(Files::exists)
                        .findFirst()
                        .orElseThrow(() -> nothingIn(data));
                var version = ServiceClient.JSON
                        .readTree(champion.toFile())
                        .path("version")
                        .asText();
                var report = ServiceClient.JSON.readTree(
                        champion.resolveSibling(version).resolve("report.json").toFile());
                if (!(report.path("settings") instanceof ObjectNode settings)) {
                    throw new CommandFailure("The live model " + version
                            + " does not say what it was trained with: train a new one with ./toise up");
                }
                return new LiveModelFiles(
                        buckets.resolve("toise-clean")
                                .resolve(report.path("dataset").asText())
                                .resolve(report.path("datasetVersion").asText())
                                .resolve("sales"),
                        settings);
            } catch (java.nio.file.NoSuchFileException e) {
                throw nothingIn(data);
            } catch (IOException e) {
                throw new UncheckedIOException("Failed to look into " + data, e);
            }
        }

        private static CommandFailure nothingIn(Path data) {
            return new CommandFailure("There is no live model in " + data
                    + ": run ./toise up --once first, or say where its data are with --data");
        }
    }
}
