package fr.toise.train.job.experiment;

import fr.toise.contracts.job.ExperimentArguments;
import fr.toise.contracts.job.TrainingSettings;
import fr.toise.contracts.model.Measures;
import fr.toise.job.JobProgram;
import fr.toise.job.JobProgram.RefusedException;
import fr.toise.objectstore.ObjectStore;
import fr.toise.train.job.SalesFiles;
import fr.toise.train.job.measuring.Estimates;
import fr.toise.train.job.measuring.Scoreboard;
import fr.toise.valuation.features.Encoding;
import fr.toise.valuation.sales.Sale;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The program behind {@code ./toise experiment}. */
public final class Experiment {

    private Experiment() {}

    /**
     * What it leaves for later ones.
     *
     * @param estimates of the model, euros, by id of the sale
     */
    record Result(Map<String, Double> estimates) {}

    public static void main(String[] commandLine) {
        System.setProperty("ai.djl.offline", "true");
        JobProgram.main(commandLine, ExperimentArguments.class, (arguments, progress) -> run(arguments, System.out));
    }

    static void run(ExperimentArguments arguments, PrintStream out) throws IOException {
        refuseUnknownGroups(arguments.settings());
        var sales = SalesFiles.readFolder(Path.of(arguments.sales())).stream()
                .sorted(Comparator.comparing(Sale::saleDate).thenComparing(Sale::saleId))
                .toList();
        var earlier = arguments.against() == null || !Files.exists(Path.of(arguments.against()))
                ? null
                : ObjectStore.json().readValue(Path.of(arguments.against()).toFile(), Result.class);
        var asked = new ArrayList<Sale>();
        var all = new ArrayList<List<Estimates>>();
        out.println("Settings: " + arguments.settings());
        for (var fold : Fold.of(sales, arguments.folds(), arguments.share())) {
            var estimates = fold.estimates(arguments.settings());
            out.printf(
                    Locale.ROOT,
                    "%n%d sales from %s to %s, from %d sales before%n",
                    fold.asked().size(),
                    fold.asked().get(0).saleDate(),
                    fold.asked().get(fold.asked().size() - 1).saleDate(),
                    fold.known().size());
            print(new Scoreboard(fold.asked(), estimates).measures(), out);
            asked.addAll(fold.asked());
            all.add(estimates);
        }
        var together = together(all);
        out.printf(Locale.ROOT, "%nAll %d sales%n", asked.size());
        print(new Scoreboard(asked, together).measures(), out);
        compare(asked, together.get(0), earlier, out);
        Files.createDirectories(Path.of(arguments.result()).toAbsolutePath().getParent());
        ObjectStore.json().writeValue(Path.of(arguments.result()).toFile(), result(asked, together.get(0)));
    }

    private static void refuseUnknownGroups(TrainingSettings settings) {
        try {
            Encoding.groups(settings.without());
        } catch (IllegalArgumentException e) {
            throw new RefusedException("--set without: " + e.getMessage());
        }
    }

    private static List<Estimates> together(List<List<Estimates>> folds) {
        var together = new ArrayList<Estimates>();
        for (int i = 0; i < folds.get(0).size(); i++) {
            int at = i;
            together.add(new Estimates(
                    folds.get(0).get(i).estimator(),
                    folds.stream()
                            .flatMapToDouble(fold -> Arrays.stream(fold.get(at).values()))
                            .toArray(),
                    null,
                    null));
        }
        return together;
    }

    private static void print(List<Measures> measures, PrintStream out) {
        out.printf("  %-22s %8s %8s %7s %7s %8s %8s%n", "", "MdAPE", "MAPE", "PE10", "PE20", "R2", "ratio");
        for (var its : measures) {
            out.printf(
                    Locale.ROOT,
                    "  %-22s %6.2f %% %6.2f %% %5.1f %% %5.1f %% %8s %8.3f%n",
                    its.estimator(),
                    its.mdape() * 100,
                    its.mape() * 100,
                    its.pe10() * 100,
                    its.pe20() * 100,
                    its.r2() == null ? "" : String.format(Locale.ROOT, "%.4f", its.r2()),
                    its.medianRatio());
        }
    }

    private static void compare(List<Sale> asked, Estimates model, Result earlier, PrintStream out) {
        if (earlier == null) {
            out.printf("%nThere is no earlier experiment to hold it against; the next one is held against this.%n");
            return;
        }
        var before = Estimates.of("before", asked, sale -> earlier.estimates().getOrDefault(sale.saleId(), Double.NaN));
        var scoreboard = new Scoreboard(asked, List.of(model, before));
        if (scoreboard.sales().isEmpty()) {
            out.printf("%nThe earlier experiment was on other sales.%n");
            return;
        }
        var comparison = scoreboard.comparisons().get(0);
        out.printf(
                Locale.ROOT,
                "%nAgainst the experiment before, on the same %d sales: MdAPE %+.2f points, 95 times of 100 between %+.2f and %+.2f%n",
                comparison.rows(),
                comparison.difference() * 100,
                comparison.low() * 100,
                comparison.high() * 100);
    }

    private static Result result(List<Sale> asked, Estimates model) {
        var estimates = new TreeMap<String, Double>();
        for (int i = 0; i < asked.size(); i++) {
            estimates.put(asked.get(i).saleId(), model.values()[i]);
        }
        return new Result(estimates);
    }
}
