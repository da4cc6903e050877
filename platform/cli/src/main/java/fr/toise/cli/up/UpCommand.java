package fr.toise.cli.up;

import fr.toise.cli.services.CommandFailure;
import fr.toise.cli.services.Ports;
import fr.toise.contracts.job.SalesScope;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code toise up}. */
@Command(
        name = "up",
        description = {
            "Starts everything on this machine: a Kafka broker, an S3 API and the four services, each in a process of its own. "
                    + "Takes sales from the source, cleans them, trains a model, and serves it.",
            "Ctrl-C stops everything. The next start goes on from the data that was kept."
        },
        mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {

    /** Where the project is; set by the launcher. */
    static final String HOME = "toise.home";

    private static final int HIGHEST_PORT = 65_535;
    private static final int FIRST_YEAR = 2014;
    private static final int LAST_YEAR = 2100;
    private static final String DEPARTMENT = "0[1-9]|1\\d|2[1-9AB]|[3-8]\\d|9[0-5]|97[1-6]";

    @Option(
            names = "--source",
            paramLabel = "<source>",
            defaultValue = "auto",
            description = {
                "Where the sales come from. Default: ${DEFAULT-VALUE}",
                "  official  the geo-DVF files of files.data.gouv.fr",
                "  sample    made-up sales of Paris, marked as such everywhere",
                "  auto      official, and sample when the site can't be reached",
                "  a URL or a folder with a copy of the official site's tree"
            })
    private String source;

    @Option(
            names = "--departments",
            paramLabel = "<codes>",
            defaultValue = "75",
            description = "Départements to keep, like 75 or 75,92,2A. Default: ${DEFAULT-VALUE}")
    private String departments;

    @Option(
            names = "--years",
            paramLabel = "<from-to>",
            defaultValue = "2018-",
            description = "Years to take, like 2024, 2018-2025, or 2018- for all since then. Default: ${DEFAULT-VALUE}")
    private String years;

    @Option(
            names = "--data",
            paramLabel = "<folder>",
            defaultValue = "data",
            description = "Folder that everything is kept in. Default: ./${DEFAULT-VALUE}")
    private Path data;

    @Option(
            names = "--port",
            paramLabel = "<port>",
            defaultValue = "" + Ports.DEFAULT_PREDICT,
            description =
                    "Port of the page and the API. The other services take the three after it: ingest, clean, train. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--kafka-port",
            paramLabel = "<port>",
            defaultValue = "" + Ports.DEFAULT_KAFKA,
            description = "Port of the Kafka broker. Default: ${DEFAULT-VALUE}")
    private int kafkaPort;

    @Option(
            names = "--s3-port",
            paramLabel = "<port>",
            defaultValue = "" + Ports.DEFAULT_S3,
            description = "Port of the S3 API. Default: ${DEFAULT-VALUE}")
    private int s3Port;

    @Option(
            names = "--once",
            description =
                    "End when there is nothing left to do: with exit code 0 after an estimate, with another when a step failed or no model is live.")
    private boolean once;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var options = new UpOptions(Source.parse(source), departments(), years(), dataFolder(), ports(), once);
        return new Up(options, home(), spec.commandLine().getOut()).run();
    }

    private String departments() {
        for (var department : departments.split(",", -1)) {
            if (!department.matches(DEPARTMENT)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--departments: '" + department
                                + "' is no département: expected numbers like 75 or 75,92,2A, of 01 to 19, 2A, 2B, 21 to 95, and 971 to 976");
            }
            if (SalesScope.UNPUBLISHED.contains(department)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--departments: no sales of '" + department
                                + "' are published, nor of any of 57, 67, 68 and 976: expected others");
            }
        }
        return departments;
    }

    private String years() {
        if (!years.matches("\\d{4}(-(\\d{4})?)?")) {
            throw wrongYears("can't be read");
        }
        int first = Integer.parseInt(years.substring(0, 4));
        int last = years.endsWith("-") ? LAST_YEAR : Integer.parseInt(years.substring(years.length() - 4));
        if (first > last) {
            throw wrongYears("ends before it begins");
        }
        if (first < FIRST_YEAR || last > LAST_YEAR) {
            throw wrongYears("is not within " + FIRST_YEAR + "-" + LAST_YEAR);
        }
        return years;
    }

    private ParameterException wrongYears(String problem) {
        return new ParameterException(
                spec.commandLine(),
                "--years '" + years + "' " + problem
                        + ": expected one year, the earlier and the later one, or a first one, like 2024, 2018-2025 or 2018-");
    }

    private DataFolder dataFolder() {
        var folder = new DataFolder(data);
        if (folder.path().toString().contains(",")) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--data '" + folder.path()
                            + "' has a comma, where the broker takes another folder to begin: expected a path without one");
        }
        return folder;
    }

    private Ports ports() {
        if (port < 1 || port + 3 > HIGHEST_PORT) {
            throw new ParameterException(
                    spec.commandLine(), "--port " + port + " leaves no room: expected 1 to " + (HIGHEST_PORT - 3));
        }
        return Ports.following(port, inRange(kafkaPort, "--kafka-port"), inRange(s3Port, "--s3-port"));
    }

    private int inRange(int value, String option) {
        if (value < 1 || value > HIGHEST_PORT) {
            throw new ParameterException(
                    spec.commandLine(), option + " " + value + " is no port: expected 1 to " + HIGHEST_PORT);
        }
        return value;
    }

    private static Path home() {
        var home = System.getProperty(HOME);
        if (home == null) {
            throw new CommandFailure("Where is the project? Start with ./toise, or set the system property " + HOME);
        }
        return Path.of(home);
    }
}
