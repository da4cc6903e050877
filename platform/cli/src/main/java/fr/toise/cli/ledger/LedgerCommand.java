package fr.toise.cli.ledger;

import fr.toise.cli.services.ServicesOption;
import fr.toise.cli.text.AnswerOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code toise ledger}. */
@Command(
        name = "ledger",
        description =
                "Shows what each model that was live says of later sales, month by month, held against what was paid: MdAPE, and the number of sales.",
        mixinStandardHelpOptions = true)
public final class LedgerCommand implements Callable<Integer> {

    @Mixin
    private ServicesOption services;

    @Mixin
    private AnswerOption printed;

    @Override
    public Integer call() {
        printed.print(services.train().get("/api/v1/ledger"), LedgerText::of);
        return 0;
    }
}
