package fr.toise.cli.up;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One process of the system.
 *
 * @param environment beside what this process has itself
 * @param ports       that it listens on, with the option that moves each
 */
record Program(String name, List<String> command, Map<String, String> environment, Set<Listening> ports) {

    /** A port and the option that moves it. */
    record Listening(int port, String option) {}
}
