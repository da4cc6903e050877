package fr.toise.cli.training;

import fr.toise.cli.services.OperatorOption;
import fr.toise.cli.services.ServiceClient;
import fr.toise.cli.services.ServicesOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code toise train}. */
@Command(
        name = "train",
        description = "Trains on the newest sales whatever the triggers say, and tries again what failed for good."
                + " Sales and settings that a model was made of already train nothing.",
        mixinStandardHelpOptions = true)
public final class TrainCommand implements Callable<Integer> {

    @Mixin
    private ServicesOption services;

    @Mixin
    private OperatorOption operator;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var asked = services.train().post("/api/v1/trainings", operator, ServiceClient.JSON.createObjectNode());
        var out = spec.commandLine().getOut();
        out.println(asked.path("message").asText());
        out.println(
                asked.path("trainings").isEmpty()
                        ? "./toise models lists the models; ./toise search --trials 32 tries other settings."
                        : "./toise status says how far it is.");
        return 0;
    }
}
