package fr.toise.cleaning;

import fr.toise.contracts.event.Funnel;
import fr.toise.contracts.job.CleaningArguments.Gate;
import fr.toise.contracts.job.CleaningReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether what was kept is fit to train on. */
final class QualityGate {

    private QualityGate() {}

    static void check(CleaningReport report, Gate gate) {
        var funnel = report.funnel();
        if (funnel.salesKept() == 0) {
            throw new RejectedException(
                    "no-sales",
                    "No sale was left of " + inWords(funnel) + "; look at the rule that took most",
                    figures(funnel));
        }
        if (gate == null) {
            return;
        }
        if (funnel.salesKept() < gate.minimumSales()) {
            var figures = figures(funnel);
            figures.put("minimumSales", (double) gate.minimumSales());
            throw new RejectedException(
                    "too-few-sales",
                    "%,d sales were kept and at least %,d are expected, of %s"
                            .formatted(funnel.salesKept(), gate.minimumSales(), inWords(funnel)),
                    figures);
        }
        if (report.idsOverCommunes() > gate.maximumIdsOverCommunes()) {
            throw new RejectedException(
                    "ids-over-communes",
                    "%.2f %% of the published ids span several communes and at most %.2f %% are expected: they join unrelated sales"
                            .formatted(100 * report.idsOverCommunes(), 100 * gate.maximumIdsOverCommunes()),
                    Map.of(
                            "idsOverCommunes", report.idsOverCommunes(),
                            "maximumIdsOverCommunes", gate.maximumIdsOverCommunes()));
        }
    }

    private static Map<String, Double> figures(Funnel funnel) {
        var figures = new LinkedHashMap<String, Double>();
        figures.put("linesRead", (double) funnel.linesRead());
        figures.put("salesFound", (double) funnel.salesFound());
        figures.put("salesKept", (double) funnel.salesKept());
        funnel.dropped().forEach(dropped -> figures.put("lines." + dropped.rule(), (double) dropped.lines()));
        return figures;
    }

    private static String inWords(Funnel funnel) {
        return "%,d lines and %,d sales (dropped lines: %s)"
                .formatted(
                        funnel.linesRead(),
                        funnel.salesFound(),
                        funnel.dropped().stream()
                                .filter(dropped -> dropped.lines() > 0)
                                .map(dropped -> "%s %,d".formatted(dropped.rule(), dropped.lines()))
                                .collect(Collectors.joining(", ")));
    }
}
