package fr.toise.contracts.job;

import fr.toise.contracts.event.Funnel;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;

/**
 * What the Spark job says it did.
 *
 * @param from            date of the earliest sale kept; null when none was
 * @param through         date of the latest sale kept; null when none was
 * @param salesByYear     sales kept, by year
 * @param idsOverCommunes share of published sale ids that span more than one commune, 0 to 1
 */
public record CleaningReport(
        String dataset,
        String version,
        String snapshot,
        boolean madeUp,
        Funnel funnel,
        LocalDate from,
        LocalDate through,
        Map<Integer, Long> salesByYear,
        double medianPricePerSquareMetre,
        double idsOverCommunes) {

    public CleaningReport {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(funnel, "funnel");
        salesByYear = Map.copyOf(salesByYear);
    }
}
