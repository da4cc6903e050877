package fr.toise.cli.services;

import java.nio.file.Path;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** How a command proves that the operator gives it. */
public final class OperatorOption {

    @Option(
            names = "--data",
            paramLabel = "<folder>",
            defaultValue = "data",
            description =
                    "Folder that ./toise up runs on; the operator's password is kept there, and TOISE_OPERATOR_PASSWORD wins over it. Default: ./${DEFAULT-VALUE}")
    private Path data;

    /**
     * Asks a service for what only the operator may have done.
     *
     * @param request given the password
     * @throws CommandFailure when the service refuses the password, or anything else
     */
    public Answer ask(String service, Function<String, Answer> request) {
        var answer = request.apply(OperatorPassword.of(data));
        if (answer.status() == 401 || answer.status() == 403) {
            throw OperatorPassword.refusedBy(service, data);
        }
        if (!answer.ok()) {
            throw new CommandFailure(ProblemText.of(answer));
        }
        return answer;
    }
}
