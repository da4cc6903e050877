package fr.toise.cli.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import fr.toise.cli.services.ServicesOption;
import fr.toise.cli.text.AnswerOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code toise datasets}. */
@Command(
        name = "datasets",
        description =
                "Lists the dataset versions: what cleaning kept, which one is trained on, and why others are not.",
        mixinStandardHelpOptions = true,
        subcommands = {ShowCommand.class, AcceptCommand.class, RetryCommand.class})
public final class DatasetsCommand implements Callable<Integer> {

    @Mixin
    private ServicesOption services;

    @Mixin
    private AnswerOption printed;

    @Override
    public Integer call() {
        printed.print(services.clean().get(DatasetVersions.PATH), DatasetsCommand::text);
        return 0;
    }

    private static String text(JsonNode versions) {
        return versions.isEmpty() ? "Nothing has been cleaned yet." : DatasetsTable.of(versions);
    }
}
