package fr.toise.cli.datasets;

import fr.toise.cli.services.ServicesOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code toise datasets show}. */
@Command(
        name = "show",
        description =
                "Shows what one dataset version lost to which rule, what the gate asked, and how it differs from the one before.",
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "<version>", description = "The version, alone or as <dataset>/<version>.")
    private String version;

    @Mixin
    private ServicesOption services;

    @Option(names = "--json", description = "Print the answer as it came.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var found = DatasetVersions.find(version, services.clean());
        spec.commandLine().getOut().println(json ? found.toPrettyString() : DatasetText.of(found));
        return 0;
    }
}
