package fr.toise.train.job.ledger;

import fr.toise.contracts.job.ScoringArguments;
import fr.toise.contracts.model.LedgerEntry;
import fr.toise.contracts.model.LedgerEntry.Month;
import fr.toise.contracts.model.Measures;
import fr.toise.train.job.measuring.Estimates;
import fr.toise.train.job.measuring.Scoreboard;
import fr.toise.valuation.bundle.Valuer;
import fr.toise.valuation.sales.Sale;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Scores one model on the sales after those that it knew. */
final class Ledger {

    private static final int FEWEST = 20;

    private Ledger() {}

    static LedgerEntry entry(ScoringArguments arguments, Valuer valuer, List<Sale> sales) {
        var known = valuer.description().learnedThrough();
        var later =
                sales.stream().filter(sale -> sale.saleDate().isAfter(known)).toList();
        var byMonth = later.stream()
                .collect(Collectors.groupingBy(
                        sale -> YearMonth.from(sale.saleDate()), TreeMap::new, Collectors.toList()));
        return new LedgerEntry(
                arguments.model(),
                valuer.description().version(),
                known,
                arguments.dataset(),
                arguments.datasetVersion(),
                measures(valuer, later),
                byMonth.entrySet().stream()
                        .map(month -> new Month(month.getKey().toString(), measures(valuer, month.getValue())))
                        .filter(month -> month.measures() != null)
                        .toList(),
                Instant.now());
    }

    static LedgerEntry withoutMeasures(ScoringArguments arguments, String version) {
        return new LedgerEntry(
                arguments.model(),
                version,
                null,
                arguments.dataset(),
                arguments.datasetVersion(),
                null,
                List.of(),
                Instant.now());
    }

    /** Null where it has an answer for too few: its sales may be of another département. */
    private static Measures measures(Valuer valuer, List<Sale> sales) {
        var scoreboard = new Scoreboard(sales, List.of(Estimates.of("model", valuer.unseen(sales))));
        return scoreboard.sales().size() < FEWEST ? null : scoreboard.measures().get(0);
    }
}
