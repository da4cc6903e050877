package fr.toise.contracts.event;

/**
 * What stood on a topic and is not an event of ours: carried on unread, so that it ends in the failed topic and not in a crash.
 *
 * @param data    the bytes as they came
 * @param problem what was wrong with them
 */
public record Unreadable(byte[] data, String problem) implements Event {

    @Override
    public String subject() {
        return "unreadable";
    }
}
