package fr.toise.contracts.event;

import java.util.Arrays;

/**
 * What stood on a topic and is not an event of ours: carried on unread, so that it ends in the failed topic and not in a crash.
 *
 * @param data    the bytes as they came, or the first {@value #KEPT} of them
 * @param problem what was wrong with them
 */
public record Unreadable(byte[] data, String problem) implements Event {

    /** A record that is as large as a broker takes does not fit into the failed topic, where its headers say more. */
    public static final int KEPT = 256 * 1024;

    /** Characters: it is one of those headers, and may repeat what was sent. */
    private static final int SAID = 1_000;

    public Unreadable {
        problem = problem.length() > SAID ? problem.substring(0, SAID) + "…" : problem;
        if (data.length > KEPT) {
            problem += "; these are the first " + KEPT + " of its " + data.length + " bytes";
            data = Arrays.copyOf(data, KEPT);
        }
    }

    @Override
    public String subject() {
        return "unreadable";
    }
}
