package fr.toise.cli.datasets;

import fr.toise.cli.services.OperatorOption;
import fr.toise.cli.services.ReasonOption;
import fr.toise.cli.services.ServiceClient;
import fr.toise.cli.services.ServicesOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
    private ServicesOption services;

    @Mixin
    private OperatorOption operator;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var clean = services.clean();
        var name = DatasetVersions.name(DatasetVersions.find(version, clean));
        var body = reason.addTo(ServiceClient.JSON.createObjectNode());
        clean.post(DatasetVersions.PATH + "/" + name + "/accept", operator, body);
        var out = spec.commandLine().getOut();
        out.println(name + " was let through, and is trained on next.");
        out.println("./toise status says how far it is.");
        return 0;
    }
}
