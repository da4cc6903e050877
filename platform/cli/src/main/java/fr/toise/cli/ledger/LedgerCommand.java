package fr.toise.cli.ledger;

import fr.toise.cli.services.ServicesOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code toise ledger}. */
@Command(
        name = "ledger",
        description =
                "Shows what each model that was live says of later sales, month by month, held against what was paid: MdAPE, and the number of sales.",
        mixinStandardHelpOptions = true)
public final class LedgerCommand implements Callable<Integer> {

    @Mixin
    private ServicesOption services;

    @Option(names = "--json", description = "Print the answer as it came.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var pages = services.train().get("/api/v1/ledger");
        spec.commandLine().getOut().println(json ? pages.toPrettyString() : LedgerText.of(pages));
        return 0;
    }
}
