package fr.toise.cli.models;

import com.fasterxml.jackson.databind.JsonNode;
import fr.toise.cli.services.ServicesOption;
import fr.toise.cli.text.AnswerOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    private AnswerOption printed;

    @Override
    public Integer call() {
        printed.print(services.train().get(PATH), ModelsCommand::text);
        return 0;
    }

    private static String text(JsonNode models) {
        return models.isEmpty() ? "No model has been trained yet." : ModelsTable.of(models);
    }
}
