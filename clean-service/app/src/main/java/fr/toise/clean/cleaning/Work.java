package fr.toise.clean.cleaning;

import fr.toise.contracts.event.DatasetLanded;
import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.CurrentDataset;
import fr.toise.contracts.store.ObjectLayout;
import java.util.List;

/**
 * A snapshot that is to be cleaned, and what is to become of it.
 *
 * @param inputs  everything that decides what comes of it
 * @param version named after the inputs, so that the same work always makes the same version
 */
record Work(DatasetLanded snapshot, List<String> inputs, String version) {

    static Work of(DatasetLanded snapshot, CleaningConfig.Settings settings) {
        var inputs = List.of(
                "snapshot " + snapshot.dataset() + "/" + snapshot.snapshot(),
                settings.scope().toString(),
                settings.thresholds().toString(),
                "rules " + CleaningArguments.rulesVersion());
        return new Work(snapshot, inputs, ObjectLayout.nameFor(inputs));
    }

    String dataset() {
        return snapshot.dataset();
    }

    /** {@code <dataset>/<snapshot>}. */
    String input() {
        return snapshot.dataset() + "/" + snapshot.snapshot();
    }

    /** {@code <dataset>/<version>}. */
    String output() {
        return snapshot.dataset() + "/" + version;
    }

    CurrentDataset current() {
        return new CurrentDataset(snapshot.dataset(), version, snapshot.snapshot(), snapshot.landedAt());
    }

    String jobName() {
        return "clean-" + version;
    }
}
