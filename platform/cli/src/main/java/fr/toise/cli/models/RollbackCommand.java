package fr.toise.cli.models;

import fr.toise.cli.services.ServiceClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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

    @Mixin
    private ChangeOfModel change;

    @Override
    public Integer call() {
        var body = ServiceClient.JSON
                .createObjectNode()
                .put("version", version == null ? null : version.substring(version.lastIndexOf('/') + 1));
        change.ask(ModelsCommand.PATH + "/rollback", body);
        return 0;
    }
}
