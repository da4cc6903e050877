package fr.toise.cleaning;

import fr.toise.cleaning.accounting.Tally;
import fr.toise.cleaning.writing.SalesFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What came out of some parts, or of all.
 *
 * @param tally the account of every line
 * @param files that the sales kept were written to
 */
record Cleaned(Tally tally, List<SalesFile> files) implements Serializable {

    static Cleaned nothing() {
        return new Cleaned(new Tally(), new ArrayList<>());
    }

    /** Adds all of the other to this. */
    Cleaned merge(Cleaned other) {
        tally.merge(other.tally);
        files.addAll(other.files);
        // parts are done in any order
        files.sort(Comparator.comparing(SalesFile::name));
        return this;
    }
}
