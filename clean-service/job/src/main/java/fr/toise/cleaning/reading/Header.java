package fr.toise.cleaning.reading;

import fr.toise.cleaning.RejectedException;
import fr.toise.cleaning.judging.Field;
import fr.toise.contracts.event.LandedFile;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The first record of a landed file. Years differ in the order of their columns and add new ones, so columns are found by name.
 *
 * @param columns   none where the file is empty
 * @param length    bytes that it takes, with its line end
 * @param hasQuotes then the other records are likely to have some as well
 */
record Header(List<String> columns, int length, boolean hasQuotes) implements Serializable {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    static Header of(LandedFile file, LandedBytes bytes) {
        try (var in = bytes.open(0, Math.min(file.bytes(), RecordScanner.LIMIT))) {
            return of(file, in.readNBytes(RecordScanner.LIMIT));
        } catch (IOException e) {
            throw new UncheckedIOException("Failed to read the header of " + file.uri(), e);
        }
    }

    private static Header of(LandedFile file, byte[] beginning) {
        if (beginning.length == 0) {
            return new Header(List.of(), 0, false);
        }
        var text = new String(beginning, StandardCharsets.ISO_8859_1);
        int lineBreak = text.indexOf('\n');
        int end = lineBreak < 0 ? beginning.length : lineBreak;
        var line = text.substring(0, end);
        var header = new Header(
                columns(beginning, line.endsWith("\r") ? end - 1 : end),
                Math.min(end + 1, beginning.length),
                line.indexOf('"') >= 0);
        header.require(file);
        return header;
    }

    private static List<String> columns(byte[] beginning, int end) {
        var mark = BYTE_ORDER_MARK.getBytes(StandardCharsets.UTF_8);
        int start =
                end >= mark.length && Arrays.equals(beginning, 0, mark.length, mark, 0, mark.length) ? mark.length : 0;
        var fields = new RecordFields().parse(beginning, start, end);
        var columns = new ArrayList<String>();
        for (int field = 0; field < fields.count(); field++) {
            var name = fields.text(field);
            columns.add(name == null ? "" : name.strip());
        }
        return List.copyOf(columns);
    }

    private void require(LandedFile file) {
        var missing = Arrays.stream(Field.values())
                .map(Field::header)
                .filter(column -> !columns.contains(column))
                .toList();
        if (missing.size() > Field.values().length / 2) {
            throw new RejectedException(
                    "no-geo-dvf",
                    "%s is no geo-DVF file: expected columns like id_mutation and valeur_fonciere, found %s"
                            .formatted(file.uri(), shortened(columns.toString())));
        }
        if (!missing.isEmpty()) {
            throw new RejectedException(
                    "missing-column",
                    "%s lacks %s %s; found %s"
                            .formatted(
                                    file.uri(),
                                    missing.size() == 1 ? "the column" : "the columns",
                                    missing,
                                    shortened(columns.toString())));
        }
    }

    private static String shortened(String text) {
        return text.length() <= 2_000 ? text : text.substring(0, 2_000) + "…";
    }

    /** Whether there is a comma on either side of the column. */
    boolean hasInside(Field field) {
        int position = columns.indexOf(field.header());
        return position > 0 && position < columns.size() - 1;
    }

    /** By ordinal of {@link Field}. */
    int[] positions() {
        return Arrays.stream(Field.values())
                .mapToInt(field -> columns.indexOf(field.header()))
                .toArray();
    }
}
