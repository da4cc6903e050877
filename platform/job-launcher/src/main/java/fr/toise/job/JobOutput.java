package fr.toise.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import fr.toise.contracts.job.JobProgress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a job says, line by line: its progress goes to who waits for it, the rest to the log. */
final class JobOutput {

    private static final Logger LOG = LoggerFactory.getLogger(JobOutput.class);
    private static final int LAST_LINES = 40;

    private final String job;
    private final Consumer<JobProgress> progress;
    private final ArrayDeque<String> lastLines = new ArrayDeque<>();

    JobOutput(String job, Consumer<JobProgress> progress) {
        this.job = job;
        this.progress = progress;
    }

    void line(String line) {
        if (line.startsWith(JobProgram.PROGRESS)) {
            report(line.substring(JobProgram.PROGRESS.length()));
            return;
        }
        LOG.info("{}: {}", job, line);
        keep(line);
    }

    private synchronized void keep(String line) {
        lastLines.addLast(line);
        if (lastLines.size() > LAST_LINES) {
            lastLines.removeFirst();
        }
    }

    synchronized List<String> lastLines() {
        return List.copyOf(lastLines);
    }

    private void report(String json) {
        try {
            progress.accept(JobProgram.JSON.readValue(json, JobProgress.class));
        } catch (JsonProcessingException e) {
            LOG.warn("Not a progress report: {}", json, e);
        }
    }
}
