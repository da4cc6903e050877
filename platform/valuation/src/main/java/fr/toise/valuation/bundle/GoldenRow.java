package fr.toise.valuation.bundle;

import fr.toise.valuation.Flat;
import java.time.LocalDate;

/** A question and the answer that the trainer got to it; whoever loads the bundle has to get the same. */
record GoldenRow(Flat flat, LocalDate on, double value) {}
