package fr.toise.cli.models;

import fr.toise.cli.services.ServiceClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code toise models promote}. */
@Command(
        name = "promote",
        description =
                "Makes a model live, whatever the gate has decided. Who did so, when and why is recorded; ./toise models rollback goes back.",
        mixinStandardHelpOptions = true)
final class PromoteCommand implements Callable<Integer> {

    @Parameters(paramLabel = "<version>", description = "One that ./toise models lists.")
    private String version;

    @Mixin
    private ChangeOfModel change;

    @Override
    public Integer call() {
        change.ask(ModelPath.of(version) + "/promote", ServiceClient.JSON.createObjectNode());
        return 0;
    }
}
