package fr.toise.predict.estimate;

import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.model.Measures;
import fr.toise.contracts.model.Segment.Dimension;
import fr.toise.predict.estimate.Estimate.Accuracy;
import fr.toise.valuation.Flat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds the figures of the hold-out that say most of a flat. */
final class MeasuredSegment {

    private static final String ALL = "ALL";
    /** Fewer sales say more of themselves than of the segment. */
    private static final int FEWEST_SALES = 50;

    private MeasuredSegment() {}

    /** Of the flat's commune, else of its size, else of all that was held out. */
    static Accuracy of(TrainingReport report, Flat flat) {
        return Stream.of(
                        segment(report, Dimension.COMMUNE, flat.place().commune()::equals),
                        segment(report, Dimension.SIZE, band -> isIn(band, flat.area())))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> accuracy(ALL, report.measures()));
    }

    private static Optional<Accuracy> segment(TrainingReport report, Dimension dimension, Predicate<String> name) {
        return report.segments().stream()
                .filter(segment -> segment.dimension() == dimension && name.test(segment.name()))
                .filter(segment -> segment.measures().get(0).rows() >= FEWEST_SALES)
                .map(segment -> accuracy(
                        dimension.name().toLowerCase(Locale.ROOT) + "=" + segment.name(),
                        segment.measures().get(0)))
                .findFirst();
    }

    /** @param band {@code 30-60}, or {@code 100-} for the last one */
    private static boolean isIn(String band, double value) {
        var bounds = band.split("-", 2);
        return value >= Double.parseDouble(bounds[0]) && (bounds[1].isEmpty() || value < Double.parseDouble(bounds[1]));
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
