package fr.toise.cli.datasets;

import fr.toise.cli.services.CommandFailure;
import fr.toise.cli.services.OperatorPassword;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code toise datasets accept}. */
@Command(
        name = "accept",
        description = "Lets a dataset version through that the gate has stopped. Who did so, when and why is recorded.",
        mixinStandardHelpOptions = true)
final class AcceptCommand implements Callable<Integer> {

    @Parameters(paramLabel = "<version>", description = "The version, alone or as <dataset>/<version>.")
    private String version;

    @Option(
            names = "--reason",
            paramLabel = "<text>",
            description = "Why, for those who ask later; at most 500 characters.")
    private String reason;

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
            var versions = new DatasetVersions(services);
            var name = DatasetVersions.name(versions.find(version));
            var body = ServiceClient.JSON.createObjectNode().put("reason", reason);
            var answer = versions.clean()
                    .postAsOperator(DatasetVersions.PATH + "/" + name + "/accept", OperatorPassword.of(data), body);
            if (answer.status() == 401 || answer.status() == 403) {
                throw OperatorPassword.refusedBy("clean-service", data);
            }
            if (!answer.ok()) {
                throw new CommandFailure(ProblemText.of(answer));
            }
            var out = spec.commandLine().getOut();
            out.println(name + " was let through, and is trained on next.");
            out.println("./toise status says how far it is.");
            return 0;
        } catch (UnreachableException e) {
            throw e.asFailure();
        }
    }
}
