package fr.toise.cli.up;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A terminal: the timeline is drawn in place, at the bottom, and what is said scrolls away above it. */
final class LiveScreen implements Screen {

    private static final String UP_AND_CLEAR = "\u001b[%dF\u001b[J";
    // a line that wrapped would take two, and the next drawing would begin too low
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";

    private final PrintWriter out;
    private List<String> drawn = List.of();

    LiveScreen(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void show(Timeline timeline, Instant now) {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add(" Toise  " + StepText.clock(timeline.elapsed(now)));
        timeline.warning().ifPresent(warning -> lines.add(" " + warning));
        timeline.steps(now).forEach(step -> lines.add(StepText.drawn(step)));
        if (!lines.equals(drawn)) {
            clear();
            draw(lines);
        }
    }

    @Override
    public synchronized void say(String text) {
        var below = drawn;
        clear();
        out.println(text);
        draw(below);
    }

    private void clear() {
        if (!drawn.isEmpty()) {
            out.printf(UP_AND_CLEAR, drawn.size());
        }
    }

    private void draw(List<String> lines) {
        if (!lines.isEmpty()) {
            out.print(NO_WRAP);
            lines.forEach(out::println);
            out.print(WRAP);
        }
        out.flush();
        drawn = lines;
    }
}
