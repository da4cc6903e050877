package fr.toise.cli.ingest;

import fr.toise.cli.services.OperatorOption;
import fr.toise.cli.services.ServiceClient;
import fr.toise.cli.services.ServicesOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code toise ingest}. */
@Command(
        name = "ingest",
        description =
                "Has the source looked at now, instead of when the schedule says so. Where nothing changed, nothing happens.",
        mixinStandardHelpOptions = true)
public final class IngestCommand implements Callable<Integer> {

    @Mixin
    private ServicesOption services;

    @Mixin
    private OperatorOption operator;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var begun = services.ingest().post("/api/v1/ingestions", operator, ServiceClient.JSON.createObjectNode());
        var message = begun.path("message").asText("");
        var out = spec.commandLine().getOut();
        out.println(message.isEmpty() ? "The source is being looked at." : message);
        out.println("./toise status says how far it is.");
        return 0;
    }
}
