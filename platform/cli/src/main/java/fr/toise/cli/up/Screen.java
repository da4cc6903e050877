package fr.toise.cli.up;

import java.io.PrintWriter;
import java.time.Instant;

/** Where the timeline shows. */
interface Screen {

    /** Set by the launcher, which can tell. */
    String TERMINAL = "toise.terminal";

    static Screen on(PrintWriter out) {
        return Boolean.getBoolean(TERMINAL) ? new LiveScreen(out) : new PlainScreen(out);
    }

    /** Shows how far the steps are. */
    void show(Timeline timeline, Instant now);

    /** Says something that stays. */
    void say(String text);
}
