package fr.toise.cli.search;

import fr.toise.cli.services.CommandFailure;
import fr.toise.cli.services.ServicesOption;
import fr.toise.cli.text.AnswerOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

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

    @Mixin
    private AnswerOption printed;

    @Override
    public Integer call() {
        if (!search.matches("[0-9a-z]+")) {
            throw new CommandFailure("'" + search + "' is no search: expected one of those that ./toise search lists");
        }
        printed.print(services.train().get(SearchCommand.PATH + "/" + search), SearchText::of);
        return 0;
    }
}
