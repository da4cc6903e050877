package fr.toise.cli.models;

import fr.toise.cli.services.ServicesOption;
import fr.toise.cli.text.AnswerOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code toise models show}. */
@Command(
        name = "show",
        description =
                "Shows one model: its measures beside the baselines', by arrondissement, size and price, what the gate asked, and when it was live.",
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "<version>", description = "One that ./toise models lists.")
    private String version;

    @Mixin
    private ServicesOption services;

    @Mixin
    private AnswerOption printed;

    @Override
    public Integer call() {
        printed.print(services.train().get(ModelPath.of(version)), ModelText::of);
        return 0;
    }
}
