package fr.toise.cli.services;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Option;

/** Why something was decided. */
public final class ReasonOption {

    @Option(
            names = "--reason",
            paramLabel = "<text>",
            description = "Why, for those who ask later; at most 500 characters.")
    private String reason;

    public ObjectNode addTo(ObjectNode body) {
        return body.put("reason", reason);
    }
}
