package fr.toise.cli.models;

import fr.toise.cli.services.OperatorOption;
import fr.toise.cli.services.ServiceClient;
import fr.toise.cli.services.ServicesOption;
import fr.toise.cli.services.TrainService;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code toise models rollback}. */
@Command(
        name = "rollback",
        description =
                "Goes back to a model that was live before. The one that is live now does not come back by itself; newer sales may bring another.",
        mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "<version>",
            description = "One that was live; the one before the present one when it is left out.")
    private String version;

    @Option(
            names = "--reason",
            paramLabel = "<text>",
            description = "Why, for those who ask later; at most 500 characters.")
    private String reason;

    @Mixin
    private ServicesOption services;

    @Mixin
    private OperatorOption operator;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var body = ServiceClient.JSON
                .createObjectNode()
                .put("version", version == null ? null : version.substring(version.lastIndexOf('/') + 1))
                .put("reason", reason);
        var live = new TrainService(services).post(ModelsCommand.PATH + "/rollback", operator, body);
        spec.commandLine().getOut().println(LiveText.of(live));
        return 0;
    }
}
