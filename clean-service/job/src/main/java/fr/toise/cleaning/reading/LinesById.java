package fr.toise.cleaning.reading;

import fr.toise.cleaning.accounting.Tally;
import fr.toise.cleaning.judging.Line;
import fr.toise.cleaning.reading.LandedFiles.Dealt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** The lines of one part, by the publisher's id of their sale. They are taken apart only when they are looked at. */
public final class LinesById {

    private record Raw(LineBatch batch, int start, int end) {

        byte[] copy() {
            return Arrays.copyOfRange(batch.bytes(), start, end);
        }
    }

    /** Equal where the bytes are, in the same file. */
    private record Content(int file, byte[] bytes) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Content content && file == content.file && Arrays.equals(bytes, content.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    private final LineRules[] readers;
    private final Map<String, List<Raw>> lines = new HashMap<>();
    private final Map<String, List<Raw>> missed = new HashMap<>();

    public LinesById(LandedFiles files) {
        this.readers = files.readers();
    }

    public void add(Dealt dealt) {
        add(dealt.kept(), lines);
        add(dealt.missed(), missed);
    }

    private void add(LineBatch batch, Map<String, List<Raw>> byId) {
        var reader = readers[batch.file()];
        batch.forEach(
                (start, end) -> byId.computeIfAbsent(reader.saleId(batch.bytes(), start, end), id -> new ArrayList<>(4))
                        .add(new Raw(batch, start, end)));
    }

    public interface Visitor {

        /**
         * @param lines  all those of the id that can be judged, without copies
         * @param missed those that can't
         */
        void accept(String id, List<Line> lines, List<Line> missed);
    }

    /** @param tally counts the copies of lines */
    public void forEach(Tally tally, Visitor visitor) {
        lines.forEach((id, raws) -> {
            var seen = new HashSet<Content>();
            var distinct = new ArrayList<Line>(raws.size());
            for (var raw : raws) {
                var line = line(raw);
                if (raws.size() == 1 || seen.add(new Content(line.file(), line.bytes()))) {
                    distinct.add(line);
                } else {
                    tally.lineDropped(LandedFiles.DUPLICATE, line);
                }
            }
            visitor.accept(id, distinct, missed(id));
        });
    }

    private List<Line> missed(String id) {
        var raws = missed.get(id);
        return raws == null ? List.of() : raws.stream().map(this::line).toList();
    }

    private Line line(Raw raw) {
        int file = raw.batch().file();
        return readers[file].line(file, raw.copy());
    }
}
