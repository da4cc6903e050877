package fr.toise.bench;

import fr.toise.bench.nation.Nation;
import fr.toise.bench.peer.RulesInSql;
import fr.toise.bench.race.Contestant;
import fr.toise.bench.race.ObjectServer;
import fr.toise.bench.race.OurJob;
import fr.toise.bench.race.Race;
import fr.toise.bench.race.RuleCounts;
import fr.toise.bench.race.Sales;
import fr.toise.bench.race.Table;
import fr.toise.contracts.job.CleaningArguments.Thresholds;
import fr.toise.contracts.job.PropertyType;
import fr.toise.contracts.job.SalesScope;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Cleans made-up national years with our job and with others, and prints how long each took. */
@Command(
        name = "bench/clean/run",
        description =
                "Cleans five made-up national years with our job, DuckDB, Polars and a tutorial's recipe, each in a"
                        + " cold process, one after the other; checks that the sales are the same, and prints a table.",
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true)
public final class CleanBenchmark implements Callable<Integer> {

    private static final int SAME = 0;
    private static final int DIFFERENT = 1;
    private static final int FAILED = 2;

    @Option(
            names = "--size",
            paramLabel = "MB",
            defaultValue = "2500",
            description = "Of all five files together, in megabytes; ${DEFAULT-VALUE} unless given.")
    private int size;

    @Option(names = "--seed", defaultValue = "1", description = "Of what is made up; ${DEFAULT-VALUE} unless given.")
    private long seed;

    @Option(
            names = "--files",
            split = ",",
            paramLabel = "<file>",
            description = "CSV files to clean instead of made-up ones.")
    private List<Path> given;

    @Option(
            names = "--work",
            paramLabel = "<folder>",
            description = "For the files, and what is made of them; bench/clean/target unless given.")
    private Path work;

    @Option(
            names = "--repetitions",
            defaultValue = "3",
            description = "Runs of each, of which the median counts; ${DEFAULT-VALUE} unless given.")
    private int repetitions;

    @Option(
            names = "--whole-country",
            description =
                    "Clean every département instead of Paris, flats and houses; our job from local files and DuckDB only.")
    private boolean wholeCountry;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "<name>",
            description = "Of ours, s3, duckdb, polars and tutorial; all unless given.")
    private List<String> only = List.of("tutorial", "ours", "s3", "duckdb", "polars");

    @Option(
            names = "--python",
            defaultValue = "python3",
            description = "With Polars installed; without it Polars is left out. ${DEFAULT-VALUE} unless given.")
    private String python;

    private final PrintStream out = System.out;

    private CleanBenchmark() {}

    public static void main(String[] arguments) {
        var commandLine = new CommandLine(new CleanBenchmark());
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr()
                    .println(failure.getMessage()
                            + (failure.getCause() == null
                                    ? ""
                                    : ": " + failure.getCause().getMessage()));
            return FAILED;
        });
        System.exit(commandLine.execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var home = Path.of(System.getProperty("toise.home", ".")).toAbsolutePath();
        var folder = work == null ? home.resolve("bench/clean/target") : work.toAbsolutePath();
        var files = given == null
                ? new Nation(size * 1_000_000L, seed).files(folder.resolve("data"))
                : given.stream().map(Path::toAbsolutePath).toList();
        describe(files);
        try (var server = new ObjectServer(
                        Programs.java(), home.resolve("platform/local-stack/target/lib"), folder.resolve("s3"));
                var sales = new Sales()) {
            return race(new Programs(home, folder, rules(files)), server, files, sales);
        }
    }

    private void describe(List<Path> files) throws IOException {
        long bytes = 0;
        for (var file : files) {
            bytes += Files.size(file);
            read(file);
        }
        out.printf(
                "%d files, %,d bytes, in %s; read once, so they lie in the page cache%n",
                files.size(), bytes, files.get(0).getParent());
        out.printf(
                "Java %s (%s), %d processors, load average %.1f before it starts%n",
                System.getProperty("java.version"),
                System.getProperty("java.home"),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static void read(Path file) throws IOException {
        var buffer = new byte[1 << 20];
        try (var in = Files.newInputStream(file)) {
            while (in.read(buffer) >= 0) {
                // only to have it in memory
            }
        }
    }

    private RulesInSql rules(List<Path> files) {
        var scope = wholeCountry
                ? new SalesScope(List.of(), List.of(PropertyType.FLAT, PropertyType.HOUSE))
                : new SalesScope(List.of("75"), List.of(PropertyType.FLAT));
        // the defaults of clean-service
        return new RulesInSql(files, scope, new Thresholds(50_000, 4_000_000, 9, 500, 5_000, 3, 4.5));
    }

    private int race(Programs programs, ObjectServer server, List<Path> files, Sales sales)
            throws IOException, InterruptedException {
        var contestants = new ArrayList<Contestant>();
        OurJob ours = null;
        if (takesPart("tutorial")) {
            contestants.add(programs.tutorial());
        }
        if (only.contains("ours")) {
            ours = programs.ours(
                    Table.OURS_LOCAL,
                    server,
                    files.stream().map(ObjectServer::local).toList());
            contestants.add(ours);
        }
        if (takesPart("s3")) {
            contestants.add(programs.ours(Table.OURS_S3, server, server.land(files)));
        }
        if (only.contains("duckdb")) {
            contestants.add(programs.duckDb());
        }
        if (takesPart("polars")) {
            programs.polars(python)
                    .ifPresentOrElse(
                            contestants::add, () -> out.println("Polars is left out: " + python + " can't import it"));
        }
        var race = new Race(contestants, sales, out);
        if (ours != null && !wholeCountry) {
            out.println("Ours runs once before the clock does, as on a machine where it has run before");
            race.warmUp(ours);
        }
        var results = race.run(repetitions);
        out.println();
        boolean same = race.sameSales();
        if (ours != null && only.contains("duckdb")) {
            same &= new RuleCounts(sales).same(ours, programs.duckDbRules(), out);
        }
        if (takesPart("tutorial")) {
            same &= tutorialIsTheTutorials(programs, files, sales);
        }
        out.println(same ? "The same sales from all that apply our rules" : "DIFFERENT SALES");
        var table = new Table(results);
        out.printf("%n%s%n%s", table.text(), wholeCountry ? "" : table.targets());
        return same ? SAME : DIFFERENT;
    }

    private boolean takesPart(String name) {
        return only.contains(name) && !wholeCountry;
    }

    private boolean tutorialIsTheTutorials(Programs programs, List<Path> files, Sales sales) {
        long expected = sales.count(RulesInSql.tutorialRows(files));
        long found = sales.rowCount(programs.tutorial().sales());
        out.printf("%-24s %,9d rows, the same recipe in DuckDB %,d%n", Table.TUTORIAL, found, expected);
        return found == expected;
    }
}
