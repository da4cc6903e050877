package fr.toise.cli.models;

import com.fasterxml.jackson.databind.JsonNode;
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
        mixinStandardHelpOptions = true,
        subcommands = {ShowCommand.class, PromoteCommand.class, RollbackCommand.class})
public final class ModelsCommand implements Callable<Integer> {

    static final String PATH = "/api/v1/models";

    @Mixin
    private ServicesOption services;

    @Option(names = "--json", description = "Print the answer as it came.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var models = services.train().get(PATH);
        spec.commandLine().getOut().println(json ? models.toPrettyString() : text(models));
        return 0;
    }

    private static String text(JsonNode models) {
        return models.isEmpty() ? "No model has been trained yet." : ModelsTable.of(models);
    }
}
