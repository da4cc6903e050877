package fr.toise.valuation;

import java.time.LocalDate;
import java.util.Objects;

/** A flat, and the day that its value is asked for. */
public record Question(Flat flat, LocalDate on) {

    public Question {
        Objects.requireNonNull(flat, "flat");
        Objects.requireNonNull(on, "on");
    }
}
