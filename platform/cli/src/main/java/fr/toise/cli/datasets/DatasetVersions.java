package fr.toise.cli.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import fr.toise.cli.services.CommandFailure;
import fr.toise.cli.services.Ports;
import fr.toise.cli.services.ProblemText;
import fr.toise.cli.services.ServiceClient;
import fr.toise.cli.services.ServicesOption;
import java.util.stream.StreamSupport;

/** What clean-service knows. */
final class DatasetVersions {

    static final String PATH = "/api/v1/datasets";

    private final ServiceClient clean;

    DatasetVersions(ServicesOption services) {
        this.clean = new ServiceClient(Ports.url(services.ports().clean()));
    }

    ServiceClient clean() {
        return clean;
    }

    JsonNode all() {
        var answer = clean.get(PATH);
        if (!answer.ok()) {
            throw new CommandFailure(ProblemText.of(answer));
        }
        return answer.body();
    }

    /** @param name {@code <version>} or {@code <dataset>/<version>} */
    JsonNode find(String name) {
        var found = StreamSupport.stream(all().spliterator(), false)
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
