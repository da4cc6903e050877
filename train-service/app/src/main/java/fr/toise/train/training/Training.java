package fr.toise.train.training;

import fr.toise.contracts.job.TrainingArguments;
import fr.toise.contracts.job.TrainingSettings;
import fr.toise.contracts.search.SearchPlan;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.train.dataset.Dataset;
import java.util.ArrayList;
import java.util.List;

/**
 * A model that can be trained; the same sales, settings and method always make the same version.
 *
 * @param search that the settings come from; null when they are those of the configuration
 */
record Training(Dataset dataset, TrainingSettings settings, SearchPlan search) {

    static Training configured(Dataset dataset, TrainingSettings settings) {
        return new Training(dataset, settings, null);
    }

    List<String> inputs() {
        var inputs = new ArrayList<String>();
        inputs.add(dataset.name());
        inputs.add(settings.toString());
        inputs.add("method " + TrainingArguments.method());
        if (search != null) {
            inputs.add("search " + search.search());
            inputs.addAll(search.inputs());
        }
        return inputs;
    }

    String version() {
        return ObjectLayout.nameFor(inputs());
    }

    /** Null when the settings are those of the configuration. */
    String searchName() {
        return search == null ? null : search.search();
    }
}
