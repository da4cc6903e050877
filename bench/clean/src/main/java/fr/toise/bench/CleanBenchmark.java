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

    private static final String TUTORIAL = "tutorial";
    private static final String OURS = "ours";
    private static final String OURS_FROM_S3 = "s3";
    private static final String DUCKDB = "duckdb";
    private static final String POLARS = "polars";

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
            description =
                    "Runs of each, of which the median counts: of those that other programs did not get in the way of, where"
                            + " there are such; ${DEFAULT-VALUE} unless given.")
    private int repetitions;

    @Option(
            names = "--again",
            defaultValue = "0",
            description = "Runs that other programs got in the way of are run again, so often at most; ${DEFAULT-VALUE}"
                    + " unless given.")
    private int again;

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
    private List<String> only = List.of(TUTORIAL, OURS, OURS_FROM_S3, DUCKDB, POLARS);

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
        var contestants = contestants(programs, server, files);
        var ours = contestants.stream()
                .filter(OurJob.class::isInstance)
                .map(OurJob.class::cast)
                .findFirst();
        var race = new Race(contestants, sales, out);
        if (ours.isPresent() && !wholeCountry) {
            race.warmUp(ours.get(), programs.classCache());
        }
        var table = new Table(race.run(repetitions, again));
        out.println();
        boolean same = race.sameSales();
        if (ours.isPresent() && takesPart(DUCKDB)) {
            same &= new RuleCounts(sales).same(ours.get(), programs.duckDbRules(), out);
        }
        if (takesPart(TUTORIAL)) {
            same &= tutorialIsTheTutorials(programs, files, sales);
        }
        out.println(same ? "The same sales from all that apply our rules" : "DIFFERENT SALES");
        out.printf("%n%s%n%s%s", table.text(), wholeCountry ? "" : table.targets(), table.warning());
        return same ? SAME : DIFFERENT;
    }

    private List<Contestant> contestants(Programs programs, ObjectServer server, List<Path> files)
            throws IOException, InterruptedException {
        var contestants = new ArrayList<Contestant>();
        if (takesPart(TUTORIAL)) {
            contestants.add(programs.tutorial());
        }
        if (takesPart(OURS)) {
            var local = files.stream().map(ObjectServer::local).toList();
            contestants.add(programs.ours(Table.OURS_LOCAL, server, local));
        }
        if (takesPart(OURS_FROM_S3)) {
            contestants.add(programs.ours(Table.OURS_S3, server, server.land(files)));
        }
        if (takesPart(DUCKDB)) {
            contestants.add(programs.duckDb());
        }
        if (takesPart(POLARS)) {
            programs.polars(python)
                    .ifPresentOrElse(
                            contestants::add, () -> out.println("Polars is left out: " + python + " can't import it"));
        }
        return contestants;
    }

    private boolean takesPart(String name) {
        return only.contains(name) && (!wholeCountry || name.equals(OURS) || name.equals(DUCKDB));
    }

    private boolean tutorialIsTheTutorials(Programs programs, List<Path> files, Sales sales) {
        long expected = sales.count(RulesInSql.tutorialRows(files));
        long found = sales.rowCount(programs.tutorial().sales());
        out.printf("%-24s %,9d rows, the same recipe in DuckDB %,d%n", Table.TUTORIAL, found, expected);
        return found == expected;
    }
}
