package fr.toise.predict.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.toise.predict.estimate.Answers;
import fr.toise.predict.estimate.Detail;
import fr.toise.predict.live.LoadedModel;
import fr.toise.service.problem.Problem;
import fr.toise.service.problem.Problem.Violation;
import fr.toise.service.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.jboss.logging.Logger;

/** Answers line after line in their order, with a bounded number of them at hand at any time. */
final class Batch {

    private static final Logger LOG = Logger.getLogger(Batch.class);
    private static final int LINES_TOGETHER = 64;
    private static final int LONGEST_ID = 100;

    private final Lines lines;
    private final Rows rows;
    private final LoadedModel model;
    private final Answers answers;
    private final Detail detail;
    private final ExecutorService workers;
    private final int mostWaiting;

    /** @param mostWaiting pieces of work that may wait for a worker or to be written */
    Batch(
            Lines lines,
            Rows rows,
            LoadedModel model,
            Answers answers,
            Detail detail,
            ExecutorService workers,
            int mostWaiting) {
        this.lines = lines;
        this.rows = rows;
        this.model = model;
        this.answers = answers;
        this.detail = detail;
        this.workers = workers;
        this.mostWaiting = mostWaiting;
    }

    void write(OutputStream out) throws IOException {
        out.write(rows.head().getBytes(StandardCharsets.UTF_8));
        var waiting = new ArrayDeque<Future<byte[]>>();
        try {
            for (var piece = piece(); !piece.isEmpty(); piece = piece()) {
                var work = piece;
                waiting.add(workers.submit(() -> answer(work)));
                if (!lines.isMoreHere()) {
                    // whoever waits for an answer before sending the next line gets it
                    writeAll(waiting, out);
                    out.flush();
                } else if (waiting.size() >= mostWaiting) {
                    out.write(done(waiting.remove()));
                }
            }
            writeAll(waiting, out);
        } finally {
            waiting.forEach(work -> work.cancel(false));
        }
    }

    private static void writeAll(ArrayDeque<Future<byte[]>> waiting, OutputStream out) throws IOException {
        while (!waiting.isEmpty()) {
            out.write(done(waiting.remove()));
        }
    }

    private static byte[] done(Future<byte[]> work) throws IOException {
        try {
            return work.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A piece of a batch failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Stopped in the middle of a batch", e);
        }
    }

    /** As many lines as are here, up to a limit; waits for the first of them. Empty after the last one. */
    private List<Line> piece() throws IOException {
        var piece = new ArrayList<Line>(LINES_TOGETHER);
        for (var line = lines.next(); line != null; line = lines.next()) {
            if (line.text() == null || !line.text().isBlank()) {
                piece.add(line);
            }
            if (piece.size() == LINES_TOGETHER || (!piece.isEmpty() && !lines.isMoreHere())) {
                break;
            }
        }
        return piece;
    }

    private byte[] answer(List<Line> piece) {
        var text = new StringBuilder();
        for (var line : piece) {
            try {
                text.append(answer(line));
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException("Failed to write the answer to line " + line.number(), e);
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private String answer(Line line) throws JsonProcessingException {
        JsonNode id = null;
        try {
            var question = question(line);
            id = takeId(question);
            return rows.answer(line.number(), id, answers.to(question, model, detail));
        } catch (ProblemException e) {
            return rows.refusal(line.number(), id, e.problem());
        } catch (RuntimeException e) {
            LOG.errorf(e, "Line %d of a batch failed", line.number());
            return rows.refusal(line.number(), id, failed());
        }
    }

    private ObjectNode question(Line line) {
        if (line.text() == null) {
            throw Rows.unreadable(line.flaw().what(), line.flaw().expected());
        }
        try {
            return rows.question(line.text());
        } catch (JsonProcessingException e) {
            // the parser's own words give advice on its settings
            var at = e.getLocation();
            throw Rows.unreadable("it goes wrong" + (at == null ? "" : " at column " + at.getColumnNr()));
        }
    }

    private static JsonNode takeId(ObjectNode question) {
        var id = question.remove("id");
        if (id == null || id.isNull()) {
            return null;
        }
        if (!id.isValueNode() || id.asText().length() > LONGEST_ID) {
            throw ProblemException.badRequest(
                    "Not as expected: id",
                    List.of(new Violation("id", null, "text or a number of at most " + LONGEST_ID + " characters")));
        }
        return id;
    }

    private static Problem failed() {
        return new Problem(
                "about:blank", "Internal error", 500, "Something went wrong on our side; it is in the log.", List.of());
    }
}
