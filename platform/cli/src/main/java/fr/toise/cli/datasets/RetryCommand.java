package fr.toise.cli.datasets;

import fr.toise.cli.services.OperatorOption;
import fr.toise.cli.services.ServiceClient;
import fr.toise.cli.services.ServicesOption;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
    private ServicesOption services;

    @Mixin
    private OperatorOption operator;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var clean = services.clean();
        var name = WHOLE_NAME.matcher(version).matches()
                ? version
                : DatasetVersions.name(DatasetVersions.find(version, clean));
        clean.post(DatasetVersions.PATH + "/" + name + "/retry", operator, ServiceClient.JSON.createObjectNode());
        var out = spec.commandLine().getOut();
        out.println(name + " is cleaned again.");
        out.println("./toise status says how far it is.");
        return 0;
    }
}
