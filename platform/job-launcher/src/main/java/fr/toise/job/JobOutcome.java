package fr.toise.job;

import java.time.Duration;
import java.util.List;

/**
 * How a job ended.
 *
 * @param exitCode  one of the codes of {@link JobProgram}, or what the platform made of a killed process
 * @param lastLines the end of its log
 * @param ran       for how long its program ran, without the time that it waited for a place
 */
public record JobOutcome(int exitCode, List<String> lastLines, Duration ran) {

    public JobOutcome {
        lastLines = List.copyOf(lastLines);
    }

    /** Of a job that never came to run. */
    public JobOutcome(int exitCode, List<String> lastLines) {
        this(exitCode, lastLines, Duration.ZERO);
    }

    public boolean succeeded() {
        return exitCode == JobProgram.SUCCEEDED;
    }

    /** The program worked and says that its input can't be used: running it again would end the same. */
    public boolean refused() {
        return exitCode == JobProgram.REFUSED;
    }

    /** It did not end by itself: a signal ended it, like that of a system that was short of memory. */
    public boolean killed() {
        return exitCode > JobProgram.SIGNALLED;
    }

    /** The last thing it said, for an error message. */
    public String lastWords() {
        return lastLines.isEmpty() ? "no output" : lastLines.get(lastLines.size() - 1);
    }
}
