package fr.toise.cleaning.reading;

import fr.toise.cleaning.judging.Field;
import fr.toise.cleaning.judging.Line;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Whether a record is one of the file's columns and of a département that is asked for. Not for use by several threads. */
final class LineRules {

    enum Verdict {
        KEPT,
        OTHER_DEPARTMENT,
        /** Can't be judged, but says of which sale it is: that one is not whole without it. */
        MISSED,
        UNREADABLE
    }

    private static final Field[] IDENTITY = {
        Field.ID_MUTATION, Field.CODE_DEPARTEMENT, Field.CODE_COMMUNE, Field.ID_PARCELLE
    };

    private final int columns;
    private final int[] positions;
    private final List<byte[]> departments;
    private final RecordFields fields = new RecordFields();
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();

    /** @param departments codes; empty where every one is asked for */
    LineRules(Header header, List<String> departments) {
        this.columns = header.columns().size();
        this.positions = header.positions();
        this.departments = departments.stream()
                .map(code -> code.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    /** @param whole whether the bytes are all of the record */
    Verdict judge(byte[] bytes, int start, int end, boolean whole) {
        fields.parse(bytes, start, end);
        if (!whole || !fields.wellFormed()) {
            return Verdict.UNREADABLE;
        }
        boolean complete = fields.count() == columns;
        if (!departments.isEmpty() && !(complete && isDepartment(positions[Field.CODE_DEPARTEMENT.ordinal()]))) {
            return complete || !holdsDepartment() ? Verdict.OTHER_DEPARTMENT : Verdict.UNREADABLE;
        }
        if (!complete) {
            return Verdict.UNREADABLE;
        }
        if (hasIdentity() && isUtf8(bytes, start, end)) {
            return Verdict.KEPT;
        }
        return fields.isEmpty(positions[Field.ID_MUTATION.ordinal()]) ? Verdict.UNREADABLE : Verdict.MISSED;
    }

    /** The first and the last field don't count: a scanner that looks for the code between commas doesn't see them. */
    private boolean holdsDepartment() {
        for (int field = 1; field < fields.count() - 1; field++) {
            if (isDepartment(field)) {
                return true;
            }
        }
        return false;
    }

    private boolean isDepartment(int field) {
        for (var department : departments) {
            if (fields.is(field, department)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasIdentity() {
        for (var field : IDENTITY) {
            if (fields.isEmpty(positions[field.ordinal()])) {
                return false;
            }
        }
        return true;
    }

    private boolean isUtf8(byte[] bytes, int start, int end) {
        int at = start;
        while (at < end && bytes[at] >= 0) {
            at++;
        }
        if (at == end) {
            return true;
        }
        try {
            utf8.decode(ByteBuffer.wrap(bytes, at, end - at));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** Of the record that was judged last. Lines of one sale, and of one that was published twice, have both in common. */
    int hashOfDateAndPrice() {
        return 31 * fields.hash(positions[Field.DATE_MUTATION.ordinal()])
                + fields.hash(positions[Field.VALEUR_FONCIERE.ordinal()]);
    }

    /** The publisher's id of the sale in a record that is {@link Verdict#KEPT} or {@link Verdict#MISSED}. */
    String saleId(byte[] bytes, int start, int end) {
        int position = positions[Field.ID_MUTATION.ordinal()];
        fields.parse(bytes, start, end, position + 1);
        return fields.text(position);
    }

    /** Of a record that is {@link Verdict#KEPT} or {@link Verdict#MISSED}; of the latter what can be read of it. */
    Line line(int file, byte[] bytes) {
        fields.parse(bytes, 0, bytes.length);
        var values = new String[positions.length];
        for (int field = 0; field < positions.length; field++) {
            values[field] = fields.text(positions[field]);
        }
        return new Line(file, bytes, values);
    }
}
