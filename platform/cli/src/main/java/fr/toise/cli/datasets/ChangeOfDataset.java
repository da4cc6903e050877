package fr.toise.cli.datasets;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.toise.cli.services.OperatorOption;
import fr.toise.cli.services.ServicesOption;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Has something done about a dataset version, and says what comes of it. */
final class ChangeOfDataset {

    @Mixin
    private ServicesOption services;

    @Mixin
    private OperatorOption operator;

    @Spec(Target.MIXEE)
    private CommandSpec command;

    /** Its whole name, of one that is listed. */
    String find(String version) {
        return DatasetVersions.name(DatasetVersions.find(version, services.clean()));
    }

    /**
     * @param name {@code <dataset>/<version>}
     * @param then what comes of it, to be said behind the name
     */
    void ask(String name, String what, ObjectNode body, String then) {
        services.clean().post(DatasetVersions.PATH + "/" + name + "/" + what, operator, body);
        var out = command.commandLine().getOut();
        out.println(name + " " + then);
        out.println("./toise status says how far it is.");
    }
}
