package fr.toise.cli.datasets;

import fr.toise.cli.services.ReasonOption;
import fr.toise.cli.services.ServiceClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code toise datasets accept}. */
@Command(
        name = "accept",
        description = "Lets a dataset version through that the gate has stopped. Who did so, when and why is recorded.",
        mixinStandardHelpOptions = true)
final class AcceptCommand implements Callable<Integer> {

    @Parameters(paramLabel = "<version>", description = "The version, alone or as <dataset>/<version>.")
    private String version;

    @Mixin
    private ReasonOption reason;

    @Mixin
    private ChangeOfDataset change;

    @Override
    public Integer call() {
        change.ask(
                change.find(version),
                "accept",
                reason.addTo(ServiceClient.JSON.createObjectNode()),
                "was let through, and is trained on next.");
        return 0;
    }
}
