package fr.toise.cli.ingest;

import fr.toise.cli.services.CommandFailure;
import fr.toise.cli.services.OperatorPassword;
import fr.toise.cli.services.Ports;
import fr.toise.cli.services.ProblemText;
import fr.toise.cli.services.ServiceClient;
import fr.toise.cli.services.ServiceClient.UnreachableException;
import fr.toise.cli.services.ServicesOption;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code toise ingest}. */
@Command(
        name = "ingest",
        description =
                "Has the source looked at now, instead of when the schedule says so. Where nothing changed, nothing happens.",
        mixinStandardHelpOptions = true)
public final class IngestCommand implements Callable<Integer> {

    @Mixin
    private ServicesOption services;

    @Option(
            names = "--data",
            paramLabel = "<folder>",
            defaultValue = "data",
            description =
                    "Folder that ./toise up runs on; the operator's password is kept there, and TOISE_OPERATOR_PASSWORD wins over it. Default: ./${DEFAULT-VALUE}")
    private Path data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            var client = new ServiceClient(Ports.url(services.ports().ingest()));
            var answer = client.postAsOperator("/api/v1/ingestions", OperatorPassword.of(data));
            if (answer.status() == 401 || answer.status() == 403) {
                throw OperatorPassword.refusedBy("ingest-service", data);
            }
            if (!answer.ok()) {
                throw new CommandFailure(ProblemText.of(answer));
            }
            var message = answer.body().path("message").asText("");
            var out = spec.commandLine().getOut();
            out.println(message.isEmpty() ? "The source is being looked at." : message);
            out.println("./toise status says how far it is.");
            return 0;
        } catch (UnreachableException e) {
            throw e.asFailure();
        }
    }
}
