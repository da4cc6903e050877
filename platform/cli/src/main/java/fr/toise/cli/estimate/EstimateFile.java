package fr.toise.cli.estimate;

import fr.toise.cli.services.CommandFailure;
import fr.toise.cli.services.ProblemText;
import fr.toise.cli.services.ServiceClient;
import fr.toise.cli.services.ServiceClient.TextAnswer;
import fr.toise.cli.services.ServiceClient.UnreachableException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/** Sends a file piece by piece, so that neither it nor its answers are ever whole in memory, and none waits for the other. */
final class EstimateFile {

    private static final String PATH = "/api/v1/estimates/batch";
    /** Fits into the buffers of a connection: the service may answer before all of it was sent. */
    private static final int PIECE_CHARACTERS = 32_768;

    private static final int ATTEMPTS = 3;
    /** For how long a service may be away in the middle of a file: it is started anew in seconds. */
    private static final Duration AWAY = Duration.ofMinutes(1);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Pattern REFUSED_JSON = Pattern.compile("^\\{\"line\":.*\"problem\":\\{\"type\":");
    private static final Pattern REFUSED_CSV = Pattern.compile("^[0-9]+[,;]\"?[a-z]");

    private final ServiceClient service;
    private final Path in;
    private final Path out;
    private final ProgressBar progress;
    private final boolean csv;
    private final boolean brief;

    private long answered;
    private long refused;

    EstimateFile(ServiceClient service, Path in, Path out, boolean brief, ProgressBar progress) {
        this.service = service;
        this.brief = brief;
        this.in = in;
        this.out = out;
        this.progress = progress;
        this.csv = isCsv(in);
        if (isCsv(out) != csv) {
            throw new CommandFailure(
                    "'" + out + "' is of another kind than '" + in + "': answers come as they were asked");
        }
        if (!Files.isReadable(in)) {
            throw new CommandFailure("'" + in + "' can't be read: expected a file of flats");
        }
        if (!Files.isWritable(out.toAbsolutePath().getParent())) {
            throw new CommandFailure(
                    "'" + out + "' can't be written: expected a folder that is there, and open to you");
        }
        if (isSame(in, out)) {
            throw new CommandFailure("'" + out + "' is the file of the flats: give the estimates one of their own");
        }
    }

    private static boolean isSame(Path in, Path out) {
        try {
            return Files.exists(out) && Files.isSameFile(in, out);
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to look at " + out, e);
        }
    }

    private static boolean isCsv(Path file) {
        var name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return true;
        }
        if (name.endsWith(".ndjson") || name.endsWith(".jsonl")) {
            return false;
        }
        throw new CommandFailure("'" + file + "' is neither a .csv nor a .ndjson");
    }

    int run() {
        // what is half done is not there
        var part = out.resolveSibling(out.getFileName() + ".part");
        try {
            long lines = count();
            try (var reader = Files.newBufferedReader(in);
                    var writer = Files.newBufferedWriter(part)) {
                send(reader, writer, lines);
            } finally {
                if (begins()) {
                    Files.deleteIfExists(part);
                }
            }
            Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
        } catch (UnreachableException e) {
            throw begins() ? e : new CommandFailure(e.getMessage() + ". What was answered until then is in " + part, e);
        } catch (CharacterCodingException e) {
            throw notUtf8(e);
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CharacterCodingException ? notUtf8(e) : e;
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to estimate " + in, e);
        }
        progress.say(String.format(
                Locale.ROOT,
                "%,d estimates%s in %.1f s, in %s",
                answered,
                refused == 0 ? "" : String.format(Locale.ROOT, " and %,d refused", refused),
                progress.seconds(),
                out));
        return 0;
    }

    private CommandFailure notUtf8(Exception cause) {
        return new CommandFailure(
                "'" + in + "' is not text in UTF-8: save it as such, which spreadsheets call CSV UTF-8", cause);
    }

    private long count() throws IOException {
        try (var lines = Files.lines(in)) {
            return lines.count();
        }
    }

    private void send(BufferedReader reader, BufferedWriter writer, long lines) throws IOException {
        var header = csv ? reader.readLine() + "\n" : "";
        long next = csv ? 2 : 1;
        while (true) {
            var piece = new StringBuilder();
            long first = next;
            for (String line; piece.length() < PIECE_CHARACTERS && (line = reader.readLine()) != null; next++) {
                piece.append(line).append('\n');
            }
            if (next == first) {
                break;
            }
            write(answers(header, piece, first), writer, first == (csv ? 2 : 1));
            progress.show(next - 1, lines);
        }
        if (begins()) {
            throw new CommandFailure("'" + in + "' holds no flats");
        }
    }

    private String answers(String header, StringBuilder piece, long first) {
        long from = csv ? first - 1 : first;
        var answer = ask(PATH + "?firstLine=" + from + (brief ? "&detail=brief" : ""), header + piece);
        if (!answer.ok()) {
            throw new CommandFailure(ProblemText.of(answer.asJson()));
        }
        return answer.body();
    }

    /** A connection that breaks in the middle of a long file is no reason to give it up, nor are others who ask: asking twice does no harm. */
    private TextAnswer ask(String path, String piece) {
        long begun = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            boolean last = begins() ? attempt == ATTEMPTS : System.nanoTime() - begun > AWAY.toNanos();
            try {
                var answer = service.postText(path, csv ? "text/csv" : "application/x-ndjson", piece);
                boolean mayPass = answer.isTurnedAway() || !begins() && answer.isUnavailable();
                if (last || !mayPass) {
                    return answer;
                }
                pause(answer.retryAfter());
            } catch (UnreachableException e) {
                if (last) {
                    throw e;
                }
                if (attempt > 1 && !begins()) {
                    pause(PAUSE);
                }
            }
        }
    }

    private boolean begins() {
        return answered + refused == 0;
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted while waiting to be let in again", e);
        }
    }

    private void write(String answers, BufferedWriter writer, boolean withHeader) throws IOException {
        boolean isHeader = csv;
        for (var line : answers.split("\n")) {
            if (isHeader ? withHeader : !line.isEmpty()) {
                writer.write(line);
                writer.newLine();
            }
            if (!isHeader && !line.isEmpty()) {
                count(line);
            }
            isHeader = false;
        }
    }

    private void count(String line) {
        if ((csv ? REFUSED_CSV : REFUSED_JSON).matcher(line).find()) {
            refused++;
        } else {
            answered++;
        }
    }
}
