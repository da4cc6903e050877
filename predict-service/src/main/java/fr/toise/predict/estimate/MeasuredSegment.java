package fr.toise.predict.estimate;

import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.model.Measures;
import fr.toise.predict.estimate.Estimate.Accuracy;

/** Finds the figures of the hold-out that say most of a flat. */
final class MeasuredSegment {

    private static final String ALL = "ALL";

    private MeasuredSegment() {}

    /** Of all that was held out: that is as narrow as a report goes. */
    static Accuracy of(TrainingReport report) {
        return accuracy(ALL, report.measures());
    }

    private static Accuracy accuracy(String segment, Measures measures) {
        return new Accuracy(
                segment,
                measures.rows(),
                Rounding.fraction(measures.mdape()),
                Rounding.fraction(measures.pe10()),
                Rounding.fraction(measures.pe20()));
    }
}
