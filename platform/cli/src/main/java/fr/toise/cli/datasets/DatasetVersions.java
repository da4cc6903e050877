package fr.toise.cli.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import fr.toise.cli.services.AskedService;
import fr.toise.cli.services.CommandFailure;

/** What clean-service knows. */
final class DatasetVersions {

    static final String PATH = "/api/v1/datasets";

    private DatasetVersions() {}

    /** @param name {@code <version>} or {@code <dataset>/<version>} */
    static JsonNode find(String name, AskedService clean) {
        var found = clean.get(PATH)
                .valueStream()
                .filter(version -> name.equals(version.path("version").asText()) || name.equals(name(version)))
                .toList();
        if (found.isEmpty()) {
            throw new CommandFailure(
                    "There is no dataset version '" + name + "': expected one of those that ./toise datasets lists");
        }
        if (found.size() > 1) {
            throw new CommandFailure("There are several dataset versions '" + name
                    + "': expected one of "
                    + found.stream().map(DatasetVersions::name).toList());
        }
        return found.get(0);
    }

    static String name(JsonNode version) {
        return version.path("dataset").asText() + "/" + version.path("version").asText();
    }
}
