package fr.toise.cli.datasets;

import fr.toise.cli.services.ServiceClient;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code toise datasets retry}. */
@Command(
        name = "retry",
        description =
                "Has a dataset version cleaned again that its job has refused or that has failed for good, once the reason is gone.",
        mixinStandardHelpOptions = true)
final class RetryCommand implements Callable<Integer> {

    private static final Pattern WHOLE_NAME = Pattern.compile("[\\w.-]+/[\\w.-]+");

    @Parameters(
            paramLabel = "<version>",
            description = "The version, alone or as <dataset>/<version>. One that has failed is in no list;"
                    + " the status of cleaning names it, with its dataset.")
    private String version;

    @Mixin
    private ChangeOfDataset change;

    @Override
    public Integer call() {
        var name = WHOLE_NAME.matcher(version).matches() ? version : change.find(version);
        change.ask(name, "retry", ServiceClient.JSON.createObjectNode(), "is cleaned again.");
        return 0;
    }
}
