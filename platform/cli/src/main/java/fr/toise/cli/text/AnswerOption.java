package fr.toise.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Whether an answer is printed for a person or for a program. */
public final class AnswerOption {

    @Option(names = "--json", description = "Print the answer as it came.")
    private boolean json;

    @Spec(Target.MIXEE)
    private CommandSpec command;

    public boolean isJson() {
        return json;
    }

    /** @param text what it says to a person */
    public void print(JsonNode answer, Function<JsonNode, String> text) {
        command.commandLine().getOut().println(json ? answer.toPrettyString() : text.apply(answer));
    }
}
