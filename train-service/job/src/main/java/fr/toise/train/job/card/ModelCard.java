package fr.toise.train.job.card;

import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.model.Comparison;
import fr.toise.contracts.model.Measures;
import fr.toise.contracts.model.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The model card, in Markdown: what the model is for, what it was made from, how well it does and where it does not. */
public final class ModelCard {

    static final String FILE = "model-card.md";

    private ModelCard() {}

    /** @param from day of the first sale that was learned from */
    public static void write(Path folder, TrainingReport report, LocalDate from) throws IOException {
        Files.writeString(folder.resolve(FILE), text(report, from));
    }

    static String text(TrainingReport report, LocalDate from) {
        return """
                # Model %s %s
                %s
                ## Intended use

                Says what a flat would sell for on a day, with the range of prices that such flats sell in, from the sales around it that
                are known the day before. For buyers, sellers and systems that need a first figure. An estimate is a statistic, not an
                expert's opinion: nobody has seen the flat. It must not be used to identify people.

                ## Data

                Dataset %s, version %s: %s. Sales learned from: %d, from %s until before %s; for the
                networks that are served, the %d of the hold-out too. Data reach through %s.

                ## Protocol

                The newest sales, %s to %s, are held out. %d networks (%d layers of %d units, %d attention heads over the
                comparables) learn from the older ones and are measured on the held-out ones; every figure below is theirs. Then the same
                training is done once more on all sales, for the networks that are served. Every feature of a sale comes from sales
                strictly before its day. All estimators are measured on the same %d sales, those that each has an answer for; a champion
                is compared with on all held-out ones that it has not learned from and has an answer for.
                The range of a sale comes from errors in other fifths of the hold-out, cut by time.

                Settings: `%s`

                ## Results

                %s
                A ratio is estimate over price, an error how far that is from 1. MdAPE and MAPE are the median and the mean of the errors,
                PE10 and PE20 the shares of them up to 10 and 20 %%. COD is the mean distance of the ratios from their median, over that
                median; PRD the mean ratio over the one weighted by price; PRB what the ratio changes by where the value doubles, as a
                share of the median. The hit rate is the share of the held-out sales that there was an answer for. Coverage is the share
                of the prices inside the range that 80 %% are to be inside of, width its mean width over the estimate.

                IAAO's bounds: COD 5 to 15 %%, PRD 0.98 to 1.03, PRB -0.05 to 0.05. The median ratio should lie within 0.98 and 1.02.

                Difference of the MdAPE to each rival, with the interval in which it lies 95 times of 100 (paired bootstrap):

                %s
                ## By arrondissement, size in m² and price in €

                %s
                ## Limits

                - The state of the flat, its floor, view, lift and works are not in the data: they are in the range.
                - A place with few sales near by, a size at the edge of what is known and a day long after the last sales are warned of.
                - The sale prices are those of the deeds; off-plan sales, auctions and sales of several flats are not learned from.
                - There are no data for the départements 57, 67, 68 and 976.

                ## Licence

                The sales: Demandes de valeurs foncières géolocalisées, DGFiP / Etalab, Licence Ouverte 2.0. The program: Apache License 2.0.
                """.formatted(
                        report.model(),
                        report.version(),
                        report.madeUp()
                                ? "\n**It learned from made-up sales: what it says is of no flat in this world.**\n"
                                : "",
                        report.dataset(),
                        report.datasetVersion(),
                        report.filter(),
                        report.rowsTrained(),
                        from,
                        report.holdOutFrom(),
                        report.rowsHeldOut(),
                        report.dataThrough(),
                        report.holdOutFrom(),
                        report.holdOutThrough(),
                        report.settings().networks(),
                        report.settings().layers(),
                        report.settings().width(),
                        report.settings().heads(),
                        report.measures().rows(),
                        report.settings(),
                        results(report),
                        comparisons(report.comparisons()),
                        segments(report.segments()));
    }

    private static String results(TrainingReport report) {
        var all = new ArrayList<Measures>();
        all.add(report.measures());
        if (report.champion() != null) {
            all.add(report.champion());
        }
        all.addAll(report.baselines());
        var table = new StringBuilder("""
                | | rows | MdAPE | MAPE | PE10 | PE20 | R² | R² of €/m² | median ratio | COD | PRD | PRB | hit rate | coverage | width |
                |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
                """);
        for (var its : all) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %s | %s | %s | %s | %s | %s | %.3f | %s | %.3f | %.3f | %s | %s | %s |%n",
                    its.estimator(),
                    its.rows(),
                    percent(its.mdape()),
                    percent(its.mape()),
                    percent(its.pe10()),
                    percent(its.pe20()),
                    share(its.r2()),
                    share(its.r2PerSquareMetre()),
                    its.medianRatio(),
                    percent(its.cod()),
                    its.prd(),
                    its.prb(),
                    percent(its.hitRate()),
                    percent(its.coverage()),
                    percent(its.relativeWidth())));
        }
        return table.toString();
    }

    private static String comparisons(List<Comparison> comparisons) {
        var table = new StringBuilder("| against | points of % | from | to |\n|---|---|---|---|\n");
        for (var its : comparisons) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %.2f | %.2f |%n",
                    its.rival(),
                    its.difference() * 100,
                    its.low() * 100,
                    its.high() * 100));
        }
        return table.toString();
    }

    private static String segments(List<Segment> segments) {
        var table = new StringBuilder(
                "| | | rows | MdAPE | PE10 | median ratio | coverage | width |\n|---|---|---|---|---|---|---|---|\n");
        for (var segment : segments) {
            var its = segment.measures().get(0);
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %s | %s | %.3f | %s | %s |%n",
                    segment.dimension().name().toLowerCase(Locale.ROOT),
                    segment.name(),
                    its.rows(),
                    percent(its.mdape()),
                    percent(its.pe10()),
                    its.medianRatio(),
                    percent(its.coverage()),
                    percent(its.relativeWidth())));
        }
        return table.toString();
    }

    private static String share(Double share) {
        return share == null ? "" : String.format(Locale.ROOT, "%.4f", share);
    }

    private static String percent(Double share) {
        return share == null ? "" : String.format(Locale.ROOT, "%.2f %%", share * 100);
    }
}
