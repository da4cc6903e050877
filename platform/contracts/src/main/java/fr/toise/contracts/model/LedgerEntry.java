package fr.toise.contracts.model;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * What a model that was live once says of sales that it could not know, held against what was paid.
 *
 * @param version        the model's
 * @param knownThrough   last day whose sales the model knew; only later ones are scored
 * @param datasetVersion that the sales are from
 * @param measures       over all of them; null where there were too few
 * @param months         by month of sale, in order
 */
public record LedgerEntry(
        String model,
        String version,
        LocalDate knownThrough,
        String dataset,
        String datasetVersion,
        Measures measures,
        List<Month> months,
        Instant scoredAt) {

    public LedgerEntry {
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(datasetVersion, "datasetVersion");
        months = List.copyOf(months);
    }

    /** @param month {@code 2023-05} */
    public record Month(String month, Measures measures) {}
}
