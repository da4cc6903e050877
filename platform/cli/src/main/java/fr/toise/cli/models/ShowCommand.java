package fr.toise.cli.models;

import fr.toise.cli.services.ServicesOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

    @Option(names = "--json", description = "Print the answer as it came.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var model = services.train().get(ModelPath.of(version));
        spec.commandLine().getOut().println(json ? model.toPrettyString() : ModelText.of(model));
        return 0;
    }
}
