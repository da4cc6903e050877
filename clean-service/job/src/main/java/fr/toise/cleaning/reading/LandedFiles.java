package fr.toise.cleaning.reading;

import fr.toise.cleaning.RejectedException;
import fr.toise.cleaning.accounting.Tally;
import fr.toise.cleaning.judging.Field;
import fr.toise.cleaning.reading.LineRules.Verdict;
import fr.toise.contracts.event.LandedFile;
import fr.toise.objectstore.S3Location;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The files of a snapshot, read in pieces that any number of machines can share. */
public final class LandedFiles implements Serializable {

    private static final String OTHER_DEPARTMENT = "other-department";
    private static final String UNREADABLE = "unreadable-line";
    static final String DUPLICATE = "duplicate-line";

    /** So many values are looked for in the bytes; with more it is quicker to take every line apart. */
    private static final int MOST_MARKERS = 8;

    private final List<LandedFile> files;
    private final List<Header> headers;
    private final List<String> departments;
    private final S3Location location;

    private LandedFiles(List<LandedFile> files, List<Header> headers, List<String> departments, S3Location location) {
        this.files = files;
        this.headers = headers;
        this.departments = departments;
        this.location = location;
    }

    /**
     * @param departments codes of those asked for; empty for all
     * @throws RejectedException when one of the files is not what it should be
     */
    public static LandedFiles open(List<LandedFile> files, List<String> departments, S3Location location) {
        if (files.isEmpty()) {
            throw new RejectedException("no-files", "The snapshot has no files");
        }
        files.forEach(file -> requireWhole(file, LandedBytes.of(file, location)));
        var headers = files.stream()
                .map(file -> Header.of(file, LandedBytes.of(file, location)))
                .toList();
        return new LandedFiles(List.copyOf(files), headers, List.copyOf(departments), location);
    }

    /** What has lost its end would be read as a file of fewer sales. It is no reason to reject the snapshot: it may land anew. */
    private static void requireWhole(LandedFile file, LandedBytes bytes) {
        try {
            long size = bytes.size();
            if (size != file.bytes()) {
                throw new IOException("it has " + size + " bytes, and " + file.bytes() + " have landed");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to read " + file.uri(), e);
        }
    }

    /** By name of rule, in their order, what each stands for. */
    public static Map<String, String> reasons() {
        var reasons = new LinkedHashMap<String, String>();
        reasons.put(OTHER_DEPARTMENT, "It is of a département that is not asked for.");
        reasons.put(
                UNREADABLE,
                "It has another number of fields than the header, is longer than 64 KiB, is not UTF-8, has a quote in the wrong place, or lacks the id, the département, the commune or the parcel.");
        reasons.put(DUPLICATE, "The same line stands there before.");
        return reasons;
    }

    public long bytes() {
        return files.stream().mapToLong(LandedFile::bytes).sum();
    }

    /** A stretch of one file; it holds the records that start in it for certain, see {@link RecordStarts}. */
    public record Piece(int file, long from, long to) implements Serializable {}

    /** All of the files, cut every so many bytes. */
    public List<Piece> pieces(long bytesEach) {
        var pieces = new ArrayList<Piece>();
        for (int file = 0; file < files.size(); file++) {
            long size = files.get(file).bytes();
            // where every field has quotes no place to cut would be found
            long step = headers.get(file).hasQuotes() ? Math.max(1, size) : bytesEach;
            for (long from = 0; from < size; from += step) {
                pieces.add(new Piece(file, from, Math.min(size, from + step)));
            }
        }
        return pieces;
    }

    /**
     * What one piece has for one part.
     *
     * @param missed lines that can't be read, but say of which sale they are
     */
    public record Dealt(LineBatch kept, LineBatch missed) implements Serializable {}

    /**
     * Reads one piece.
     *
     * @param parts into how many parts the lines are dealt, so that those of one sale come together
     * @param tally counts the lines that are dropped
     * @param lines told how many lines were read so far, from time to time
     * @return the lines, by part
     */
    public List<Dealt> read(Piece piece, int parts, Tally tally, LongConsumer lines) {
        var kept = writers(piece, parts);
        var missed = writers(piece, parts);
        boolean searched = departments.size() <= MOST_MARKERS;
        var count = read(piece, searched, new Sink() {
            @Override
            public void kept(int dealt, byte[] bytes, int start, int end) {
                kept.get(Math.floorMod(dealt, parts)).add(bytes, start, end);
            }

            @Override
            public void missed(int dealt, byte[] bytes, int start, int end) {
                missed.get(Math.floorMod(dealt, parts)).add(bytes, start, end);
            }

            @Override
            public void unreadable(byte[] bytes, int start, int end) {
                tally.lineDropped(UNREADABLE, piece.file(), Arrays.copyOfRange(bytes, start, end));
            }
        });
        lines.accept(count.lines());
        tally.linesRead(piece.file(), count.lines(), count.otherDepartment(), count.unreadable());
        return IntStream.range(0, parts)
                .mapToObj(part ->
                        new Dealt(kept.get(part).batch(), missed.get(part).batch()))
                .toList();
    }

    private static List<LineBatch.Writer> writers(Piece piece, int parts) {
        return Stream.generate(() -> new LineBatch.Writer(piece.file()))
                .limit(parts)
                .toList();
    }

    interface Sink {

        /** @param dealt the same number for all lines of one sale */
        void kept(int dealt, byte[] bytes, int start, int end);

        /** A line that is unreadable as well. */
        void missed(int dealt, byte[] bytes, int start, int end);

        void unreadable(byte[] bytes, int start, int end);
    }

    /** @param lines of which the other two and those kept are parts */
    record Count(long lines, long otherDepartment, long unreadable) {}

    /** @param searched whether lines are looked through for the codes before they are taken apart: it must make no difference */
    Count read(Piece piece, boolean searched, Sink sink) {
        var file = LandedBytes.of(files.get(piece.file()), location);
        var rules = new LineRules(headers.get(piece.file()), departments);
        var counts = new long[Verdict.values().length];
        RecordScanner.Sink judge = (bytes, start, end, whole) -> {
            var verdict = rules.judge(bytes, start, end, whole);
            counts[verdict.ordinal()]++;
            switch (verdict) {
                case KEPT -> sink.kept(rules.hashOfDateAndPrice(), bytes, start, end);
                case MISSED -> {
                    sink.missed(rules.hashOfDateAndPrice(), bytes, start, end);
                    sink.unreadable(bytes, start, end);
                }
                case UNREADABLE -> sink.unreadable(bytes, start, end);
                case OTHER_DEPARTMENT -> {}
            }
        };
        try {
            long from = start(file, piece.file(), piece.from());
            long to = start(file, piece.file(), piece.to());
            try (var in = file.open(from, to)) {
                var wanted = searched && headers.get(piece.file()).hasInside(Field.CODE_DEPARTEMENT)
                        ? departments
                        : List.<String>of();
                long lines = new RecordScanner(in, wanted, judge).scan();
                long unreadable = counts[Verdict.UNREADABLE.ordinal()] + counts[Verdict.MISSED.ordinal()];
                return new Count(lines, lines - unreadable - counts[Verdict.KEPT.ordinal()], unreadable);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Failed to read " + files.get(piece.file()).uri(), e);
        }
    }

    /** Where the first record starts in a piece that begins, or the piece before ends, at this offset. */
    private long start(LandedBytes bytes, int file, long offset) throws IOException {
        long size = files.get(file).bytes();
        int header = headers.get(file).length();
        if (offset <= header) {
            return header;
        }
        return offset >= size ? size : RecordStarts.from(bytes, offset, size);
    }

    /** One for each file, to take its lines apart again. */
    LineRules[] readers() {
        return headers.stream()
                .map(header -> new LineRules(header, departments))
                .toArray(LineRules[]::new);
    }
}
