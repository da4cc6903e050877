package fr.toise.cleaning.reading;

import fr.toise.cleaning.accounting.Tally;
import fr.toise.cleaning.judging.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

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

    public LinesById(LandedFiles files) {
        this.readers = files.readers();
    }

    public void add(LineBatch batch) {
        var reader = readers[batch.file()];
        batch.forEach((start, end) -> lines.computeIfAbsent(
                        reader.saleId(batch.bytes(), start, end), id -> new ArrayList<>(4))
                .add(new Raw(batch, start, end)));
    }

    /**
     * @param tally counts the copies of lines
     * @param sale  given each id with its distinct lines
     */
    public void forEach(Tally tally, BiConsumer<String, List<Line>> sale) {
        lines.forEach((id, raws) -> {
            var seen = new HashSet<Content>();
            var distinct = new ArrayList<Line>(raws.size());
            for (var raw : raws) {
                var line = readers[raw.batch().file()].line(raw.batch().file(), raw.copy());
                if (raws.size() == 1 || seen.add(new Content(line.file(), line.bytes()))) {
                    distinct.add(line);
                } else {
                    tally.lineDropped(LandedFiles.DUPLICATE, line);
                }
            }
            sale.accept(id, distinct);
        });
    }
}
