package fr.toise.cli.status;

import fr.toise.cli.services.CommandFailure;
import fr.toise.cli.services.Ports;
import fr.toise.cli.services.Services;
import fr.toise.cli.services.ServicesOption;
import fr.toise.contracts.job.ServiceStatus;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code toise status}. */
@Command(
        name = "status",
        description = "Says what runs, what each step did last, and which model is live.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {

    @Mixin
    private ServicesOption option;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        var ports = option.ports();
        var services = new Services(ports);
        var ingest = services.ingest();
        var clean = services.clean();
        var train = services.train();
        boolean predict = services.predictAnswers();
        if (ingest.isEmpty() && clean.isEmpty() && train.isEmpty() && !predict) {
            throw new CommandFailure(
                    "Toise is not running at " + Ports.url(ports.predict()) + "; start it with ./toise up");
        }
        var out = spec.commandLine().getOut();
        out.println(line("ingest", ports.ingest(), ingest));
        out.println(line("clean", ports.clean(), clean));
        out.println(line("train", ports.train(), train));
        out.println("%-8s %s".formatted("predict", predict ? model(services) : notRunning(ports.predict())));
        return 0;
    }

    private static String line(String step, int port, Optional<ServiceStatus> status) {
        return "%-8s %s".formatted(step, status.map(StatusCommand::words).orElseGet(() -> notRunning(port)));
    }

    private static String words(ServiceStatus status) {
        var state = status.busy()
                ? "running"
                : status.state() == null ? "waiting" : status.state().name().toLowerCase(Locale.ROOT);
        return "%-10s %s%s"
                .formatted(
                        state,
                        status.output() == null ? "" : status.output() + "  ",
                        status.message() == null ? "" : status.message())
                .stripTrailing();
    }

    private static String model(Services services) {
        return services.liveModel()
                .map(live -> "%-10s %s/%s, sales up to %s%s"
                        .formatted(
                                "live",
                                live.name(),
                                live.version(),
                                live.dataThrough(),
                                live.madeUp() ? " (MADE-UP SALES)" : ""))
                .or(() -> services.refusal().map(reason -> "%-10s %s".formatted("refused", reason)))
                .orElse("waiting    no model is live yet");
    }

    private static String notRunning(int port) {
        return "not running at " + Ports.url(port);
    }
}
