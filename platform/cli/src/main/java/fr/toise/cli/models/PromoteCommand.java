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

/** {@code toise models promote}. */
@Command(
        name = "promote",
        description =
                "Makes a model live, whatever the gate has decided. Who did so, when and why is recorded; ./toise models rollback goes back.",
        mixinStandardHelpOptions = true)
final class PromoteCommand implements Callable<Integer> {

    @Parameters(paramLabel = "<version>", description = "One that ./toise models lists.")
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
        var body = ServiceClient.JSON.createObjectNode().put("reason", reason);
        var live = new TrainService(services).post(ModelPath.of(version) + "/promote", operator, body);
        spec.commandLine().getOut().println(LiveText.of(live));
        return 0;
    }
}
