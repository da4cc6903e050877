package fr.toise.localstack;

import java.util.Map;

/**
 * Where the servers listen: on this machine only, unless whoever starts them says otherwise.
 *
 * @param bind an address of this machine
 * @param host the name by which clients reach it
 */
record Listening(String bind, String host) {

    static final String BIND = "TOISE_LOCAL_STACK_BIND";
    static final String HOST = "TOISE_LOCAL_STACK_HOST";

    static final Listening HERE = new Listening("127.0.0.1", "127.0.0.1");

    /** @throws IllegalArgumentException when there is a bind address and no name for it */
    static Listening of(Map<String, String> environment) {
        var bind = environment.getOrDefault(BIND, HERE.bind());
        if (bind.equals(HERE.bind())) {
            return HERE;
        }
        var host = environment.get(HOST);
        if (host == null || host.isBlank()) {
            throw new IllegalArgumentException(BIND + " is '" + bind + "' and " + HOST
                    + " is not set: expected the name by which clients reach this server");
        }
        return new Listening(bind, host);
    }

    boolean isBeyondThisMachine() {
        return !equals(HERE);
    }
}
