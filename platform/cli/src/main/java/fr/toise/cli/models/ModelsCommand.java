package fr.toise.cli.models;

import com.fasterxml.jackson.databind.JsonNode;
import fr.toise.cli.services.CommandFailure;
import fr.toise.cli.services.Ports;
import fr.toise.cli.services.ProblemText;
import fr.toise.cli.services.ServiceClient;
import fr.toise.cli.services.ServiceClient.UnreachableException;
import fr.toise.cli.services.ServicesOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code toise models}. */
@Command(
        name = "models",
        description = "Lists the trained models: how well each does, and which one is live.",
        mixinStandardHelpOptions = true)
public final class ModelsCommand implements Callable<Integer> {

    @Mixin
    private ServicesOption services;

    @Option(names = "--json", description = "Print the answer as it came.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            var answer = new ServiceClient(Ports.url(services.ports().train())).get("/api/v1/models");
            if (!answer.ok()) {
                throw new CommandFailure(ProblemText.of(answer));
            }
            spec.commandLine().getOut().println(json ? answer.body().toPrettyString() : text(answer.body()));
            return 0;
        } catch (UnreachableException e) {
            throw e.asFailure();
        }
    }

    private static String text(JsonNode body) {
        var models = body.isArray() ? body : body.path("models");
        return models.isEmpty() ? "No model has been trained yet." : ModelsTable.of(models);
    }
}
