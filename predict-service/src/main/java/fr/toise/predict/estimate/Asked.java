package fr.toise.predict.estimate;

import fr.toise.valuation.Flat;
import java.time.LocalDate;

/** A question whose flat has been found on the map. */
record Asked(EstimateRequest request, Whereabouts whereabouts, Flat flat, LocalDate on) {}
