package fr.toise.cli.search;

import com.fasterxml.jackson.databind.JsonNode;
import fr.toise.cli.services.AskedService;
import fr.toise.cli.services.CommandFailure;
import fr.toise.cli.services.OperatorOption;
import fr.toise.cli.services.ServiceClient;
import fr.toise.cli.services.ServiceClient.UnreachableException;
import fr.toise.cli.services.ServicesOption;
import fr.toise.cli.text.AnswerOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code toise search}. */
@Command(
        name = "search",
        description =
                "Tries other settings on the newest sales: with --trials it begins and shows how far it is, without it lists the searches."
                        + " The best settings are trained with, and that model goes through the gate like any other.",
        mixinStandardHelpOptions = true,
        subcommands = ShowCommand.class)
public final class SearchCommand implements Callable<Integer> {

    static final String PATH = "/api/v1/searches";

    @Option(
            names = "--trials",
            paramLabel = "<number>",
            description = "Settings to try, 2 to 1000. The first are those of now.")
    private Integer trials;

    @Option(names = "--seed", paramLabel = "<number>", description = "Another seed draws other settings.")
    private Long seed;

    @Option(names = "--detach", description = "Begin, and do not wait for the end.")
    private boolean detach;

    @Option(
            names = "--every",
            paramLabel = "<ms>",
            hidden = true,
            defaultValue = "2000",
            description = "How often to look.")
    private int every;

    @Option(
            names = "--patience",
            paramLabel = "<seconds>",
            hidden = true,
            defaultValue = "120",
            description = "For a train-service that does not answer.")
    private int patience;

    @Mixin
    private AnswerOption printed;

    @Mixin
    private ServicesOption services;

    @Mixin
    private OperatorOption operator;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        var train = services.train();
        if (trials == null) {
            printed.print(train.get(PATH), SearchCommand::list);
            return 0;
        }
        var body = ServiceClient.JSON.createObjectNode().put("trials", trials);
        if (seed != null) {
            body.put("seed", seed);
        }
        var begun = train.post(PATH, operator, body);
        if (detach) {
            print("Search " + name(begun) + ": " + begun.path("message").asText() + "\n./toise search show "
                    + name(begun) + " says how far it is.");
            return 0;
        }
        var ended = awaitEnd(train, begun);
        printed.print(ended, SearchText::of);
        return ended.path("state").asText().equals("DONE") ? 0 : 1;
    }

    private static String list(JsonNode searches) {
        return searches.isEmpty()
                ? "Nothing has been searched yet; begin with ./toise search --trials 32"
                : SearchText.list(searches);
    }

    private JsonNode awaitEnd(AskedService train, JsonNode begun) throws InterruptedException {
        var last = "";
        while (true) {
            var search = lookAt(train, name(begun));
            switch (search.path("state").asText()) {
                case "WAITING", "RUNNING" -> {
                    var line = SearchText.progress(search);
                    if (!line.equals(last)) {
                        say(line);
                    }
                    last = line;
                    Thread.sleep(every);
                }
                case "DONE", "SUPERSEDED", "FAILED" -> {
                    return search;
                }
                default -> throw new CommandFailure("train-service answers something else: " + search);
            }
        }
    }

    /** A service that is started again, or a node that is lost, does not end a search: it goes on from what it had. */
    private JsonNode lookAt(AskedService train, String name) throws InterruptedException {
        var deadline = System.nanoTime() + Duration.ofSeconds(patience).toNanos();
        for (boolean told = false; ; told = true) {
            try {
                return train.get(PATH + "/" + name);
            } catch (UnreachableException e) {
                if (System.nanoTime() > deadline) {
                    throw new CommandFailure(
                            e.getMessage() + ". The search goes on when it is back: ./toise search show " + name, e);
                }
                if (!told) {
                    say("train-service does not answer; it is asked again");
                }
                Thread.sleep(every);
            }
        }
    }

    private static String name(JsonNode search) {
        return search.path("search").asText();
    }

    /** Progress is not the answer. */
    private void say(String line) {
        if (!printed.isJson()) {
            print(line);
        }
    }

    private void print(String text) {
        spec.commandLine().getOut().println(text);
    }
}
