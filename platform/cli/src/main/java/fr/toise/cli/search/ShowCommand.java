package fr.toise.cli.search;

import fr.toise.cli.services.CommandFailure;
import fr.toise.cli.services.ServicesOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code toise search show}. */
@Command(
        name = "show",
        description = "Shows one search: the settings and the measures of each trial, the best first.",
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {

    @Parameters(paramLabel = "<search>", description = "One that ./toise search lists.")
    private String search;

    @Mixin
    private ServicesOption services;

    @Option(names = "--json", description = "Print the answer as it came.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!search.matches("[0-9a-z]+")) {
            throw new CommandFailure("'" + search + "' is no search: expected one of those that ./toise search lists");
        }
        var found = services.train().get(SearchCommand.PATH + "/" + search);
        spec.commandLine().getOut().println(json ? found.toPrettyString() : SearchText.of(found));
        return 0;
    }
}
