package fr.toise.cli.models;

import fr.toise.cli.services.CommandFailure;
import java.util.regex.Pattern;

/** Where one version is, on train-service. */
final class ModelPath {

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]+");

    private ModelPath() {}

    /** @param version alone or as {@code <model>/<version>} */
    static String of(String version) {
        var name = version.substring(version.lastIndexOf('/') + 1);
        if (!VERSION.matcher(name).matches()) {
            throw new CommandFailure(
                    "'" + version + "' is no version: expected one of those that ./toise models lists");
        }
        return ModelsCommand.PATH + "/" + name;
    }
}
