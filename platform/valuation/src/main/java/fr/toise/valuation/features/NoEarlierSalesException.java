package fr.toise.valuation.features;

import java.time.LocalDate;

/** Nothing can be said of a flat on a day before which too few sales are known. */
public final class NoEarlierSalesException extends RuntimeException {

    private final LocalDate earliest;

    NoEarlierSalesException(String department, LocalDate on, LocalDate earliest) {
        super(
                earliest == null
                        ? "There are too few sales in département " + department + " to say anything"
                        : "There are too few sales in département " + department + " before " + on
                                + " to say anything; expected a day from " + earliest + " on");
        this.earliest = earliest;
    }

    /** The first day about which something can be said; null when there is none. */
    public LocalDate earliest() {
        return earliest;
    }
}
