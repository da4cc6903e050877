package fr.toise.contracts.job;

import fr.toise.contracts.event.Funnel;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the Spark job says it did, in short; {@link DatasetProfile} has the details.
 *
 * @param files           the landed files, in their order
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
        SalesScope scope,
        Funnel funnel,
        List<FileLines> files,
        LocalDate from,
        LocalDate through,
        SortedMap<Integer, Long> salesByYear,
        double medianPricePerSquareMetre,
        double idsOverCommunes) {

    public CleaningReport {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(funnel, "funnel");
        files = List.copyOf(files);
        salesByYear = new TreeMap<>(salesByYear == null ? Map.of() : salesByYear);
    }

    /**
     * One landed file.
     *
     * @param lines           without the header
     * @param otherDepartment lines of départements that are not asked for
     * @param unreadable      lines that are no record of the file's columns
     */
    public record FileLines(String uri, long lines, long otherDepartment, long unreadable) {}
}
