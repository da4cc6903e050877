package fr.toise.predict.estimate;

import fr.toise.predict.estimate.Estimate.AskingPrice;
import fr.toise.predict.estimate.Estimate.Range;
import fr.toise.predict.estimate.Estimate.Summary;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** An estimate in plain words. */
final class Wording {

    private static final NumberFormat FRENCH_NUMBER = number(Locale.FRENCH);
    private static final NumberFormat ENGLISH_NUMBER = number(Locale.ENGLISH);
    private static final DateTimeFormatter FRENCH_DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.FRENCH);
    private static final DateTimeFormatter ENGLISH_DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private final long value;
    private final Range range;
    private final AskingPrice askingPrice;
    private final double area;
    private final String commune;
    private final LocalDate on;
    private final boolean madeUp;

    /** @param askingPrice null when there is none */
    Wording(
            long value,
            Range range,
            AskingPrice askingPrice,
            double area,
            String commune,
            LocalDate on,
            boolean madeUp) {
        this.value = value;
        this.range = range;
        this.askingPrice = askingPrice;
        this.area = area;
        this.commune = commune;
        this.on = on;
        this.madeUp = madeUp;
    }

    Summary summary() {
        return new Summary(inFrench(), inEnglish());
    }

    private String inFrench() {
        var text =
                "%sUn appartement de %s m² comme celui-ci, à %s, vaut environ %s au %s ; huit fois sur dix, un tel appartement se vend entre %s et %s."
                        .formatted(
                                madeUp ? "Ventes inventées, donc sans rapport avec un vrai bien. " : "",
                                area(area, FRENCH_NUMBER),
                                commune,
                                frenchEuros(value),
                                FRENCH_DAY.format(on),
                                frenchEuros(range.low()),
                                frenchEuros(range.high()));
        if (askingPrice == null) {
            return text;
        }
        var comparison =
                switch (askingPrice.verdict()) {
                    case LOW -> " À %s, il est moins cher que la fourchette.";
                    case FAIR -> " À %s, il est dans la fourchette.";
                    case HIGH -> " À %s, il est plus cher que la fourchette.";
                };
        return text + comparison.formatted(frenchEuros(askingPrice.amount()));
    }

    private String inEnglish() {
        var text =
                "%sA flat of %s m² like this one, in %s, is worth about %s on %s; eight times out of ten, such a flat sells for %s to %s."
                        .formatted(
                                madeUp ? "Made-up sales, so this is of no real flat. " : "",
                                area(area, ENGLISH_NUMBER),
                                commune,
                                englishEuros(value),
                                ENGLISH_DAY.format(on),
                                englishEuros(range.low()),
                                englishEuros(range.high()));
        if (askingPrice == null) {
            return text;
        }
        var comparison =
                switch (askingPrice.verdict()) {
                    case LOW -> " At %s it is below that range.";
                    case FAIR -> " At %s it is within that range.";
                    case HIGH -> " At %s it is above that range.";
                };
        return text + comparison.formatted(englishEuros(askingPrice.amount()));
    }

    private static String area(double area, NumberFormat format) {
        return own(format).format(area);
    }

    private static String frenchEuros(long amount) {
        return own(FRENCH_NUMBER).format(amount) + "\u00a0€";
    }

    private static String englishEuros(long amount) {
        return "€" + own(ENGLISH_NUMBER).format(amount);
    }

    /** To make one takes long, and two threads must not use the same. */
    private static NumberFormat own(NumberFormat shared) {
        return (NumberFormat) shared.clone();
    }

    private static NumberFormat number(Locale language) {
        var format = NumberFormat.getInstance(language);
        format.setMaximumFractionDigits(1);
        return format;
    }
}
