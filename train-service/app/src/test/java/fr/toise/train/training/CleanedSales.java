package fr.toise.train.training;

import fr.toise.contracts.event.DatasetCleaned;
import fr.toise.contracts.event.Drift;
import fr.toise.contracts.event.Funnel;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.CurrentDataset;
import fr.toise.contracts.job.DatasetDecision;
import fr.toise.contracts.job.PropertyType;
import fr.toise.contracts.job.SalesScope;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Dataset versions as clean-service leaves them. */
final class CleanedSales {

    private static final SalesScope FLATS_OF_PARIS = new SalesScope(List.of("75"), List.of(PropertyType.FLAT));
    private static final Funnel FUNNEL = new Funnel(10, 8, 8, List.of());

    private final ObjectStore clean;

    CleanedSales(ObjectStore clean) {
        this.clean = clean;
    }

    /** Puts a version in use. */
    DatasetCleaned put(String dataset, String version, boolean madeUp) {
        var prefix = ObjectLayout.datasetVersion(dataset, version);
        clean.createBucketIfMissing();
        try (var publication = clean.publish(prefix)) {
            publication.add(
                    ObjectLayout.REPORT,
                    new CleaningReport(
                            dataset,
                            version,
                            "s",
                            madeUp,
                            FLATS_OF_PARIS,
                            FUNNEL,
                            List.of(),
                            null,
                            null,
                            null,
                            10_000,
                            0));
            publication.commit(version, List.of(), "1");
        }
        clean.write(ObjectLayout.currentDataset(dataset), new CurrentDataset(dataset, version, "s", Instant.now()));
        return new DatasetCleaned(
                dataset, version, "s", madeUp, "s3://toise-clean/" + prefix, 8, FUNNEL, null, Instant.now());
    }

    /** Puts a version in use that has drifted. */
    DatasetCleaned putDrifted(String dataset, String version, String previous, Map<String, Double> shifts) {
        clean.write(
                ObjectLayout.datasetVersion(dataset, version) + ObjectLayout.DECISION,
                new DatasetDecision(
                        dataset,
                        version,
                        true,
                        List.of(),
                        new Drift(previous, 1, 1, new TreeMap<>(shifts), null, null),
                        null,
                        Instant.now()));
        return put(dataset, version, false);
    }
}
