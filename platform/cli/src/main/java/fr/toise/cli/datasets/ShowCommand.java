package fr.toise.cli.datasets;

import fr.toise.cli.services.ServicesOption;
import fr.toise.cli.text.AnswerOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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

    @Mixin
    private AnswerOption printed;

    @Override
    public Integer call() {
        printed.print(DatasetVersions.find(version, services.clean()), DatasetText::of);
        return 0;
    }
}
