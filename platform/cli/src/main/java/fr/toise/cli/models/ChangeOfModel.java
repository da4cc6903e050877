package fr.toise.cli.models;

import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.toise.cli.services.OperatorOption;
import fr.toise.cli.services.ReasonOption;
import fr.toise.cli.services.ServicesOption;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Has another model go live, and says which one is. */
final class ChangeOfModel {

    @Mixin
    private ReasonOption reason;

    @Mixin
    private ServicesOption services;

    @Mixin
    private OperatorOption operator;

    @Spec(Target.MIXEE)
    private CommandSpec command;

    /** @param body to which the reason is added */
    void ask(String path, ObjectNode body) {
        var live = services.train().post(path, operator, reason.addTo(body));
        command.commandLine().getOut().println(LiveText.of(live));
    }
}
