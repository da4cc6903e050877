package fr.toise.cli.services;

import java.nio.file.Path;
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

    String password() {
        return OperatorPassword.of(data);
    }

    /** What to say when a service does not take the password. */
    CommandFailure refusedBy(String service) {
        return OperatorPassword.refusedBy(service, data);
    }
}
