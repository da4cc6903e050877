package fr.toise.cli.datasets;

import com.fasterxml.jackson.databind.JsonNode;
import fr.toise.cli.services.ServicesOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

    @Option(names = "--json", description = "Print the answer as it came.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var versions = services.clean().get(DatasetVersions.PATH);
        spec.commandLine().getOut().println(json ? versions.toPrettyString() : text(versions));
        return 0;
    }

    private static String text(JsonNode versions) {
        return versions.isEmpty() ? "Nothing has been cleaned yet." : DatasetsTable.of(versions);
    }
}
