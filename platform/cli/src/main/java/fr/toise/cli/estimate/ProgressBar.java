package fr.toise.cli.estimate;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** How far a file is; drawn over itself on a terminal, and left out where it would only fill a log. */
final class ProgressBar {

    private static final int WIDTH = 30;
    private static final long BETWEEN_DRAWINGS = Duration.ofMillis(100).toNanos();

    private final PrintWriter out;
    private final boolean terminal;
    private final long begun = System.nanoTime();
    private long drawn;

    ProgressBar(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(long done, long total) {
        long now = System.nanoTime();
        if (!terminal || (done < total && now - drawn < BETWEEN_DRAWINGS)) {
            return;
        }
        drawn = now;
        double share = total == 0 ? 1 : done / (double) total;
        int full = (int) Math.round(share * WIDTH);
        out.printf(
                Locale.ROOT,
                "\r[%s%s] %3.0f %%  %,d of %,d  %,.0f a second ",
                "#".repeat(full),
                "-".repeat(WIDTH - full),
                share * 100,
                done,
                total,
                done / seconds());
        if (done == total) {
            out.println();
        }
        out.flush();
    }

    double seconds() {
        return Math.max(1e-3, (System.nanoTime() - begun) / 1e9);
    }

    void say(String text) {
        out.println(text);
        out.flush();
    }
}
