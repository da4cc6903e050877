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

    private final NumberFormat frenchNumber = own(FRENCH_NUMBER);
    private final NumberFormat englishNumber = own(ENGLISH_NUMBER);
    private final long value;
    private final Range range;
    private final AskingPrice askingPrice;
    private final double area;
    private final String commune;
    private final LocalDate on;
    private final boolean madeUp;

    Wording(Estimate estimate, double area) {
        this.value = estimate.value();
        this.range = estimate.range();
        this.askingPrice = estimate.askingPrice();
        this.area = area;
        this.commune = estimate.commune().name();
        this.on = estimate.valuationDate();
        this.madeUp = estimate.model().madeUp();
    }

    Summary summary() {
        return new Summary(inFrench(), inEnglish());
    }

    private String inFrench() {
        var text = (madeUp ? "Ventes inventées, donc sans rapport avec un vrai bien. " : "")
                + "Un appartement de " + frenchNumber.format(area) + " m² comme celui-ci, à " + commune
                + ", vaut environ " + frenchEuros(value) + " au " + frenchDay()
                + " ; huit fois sur dix, un tel appartement se vend entre " + frenchEuros(range.low()) + " et "
                + frenchEuros(range.high()) + ".";
        if (askingPrice == null) {
            return text;
        }
        var comparison =
                switch (askingPrice.verdict()) {
                    case LOW -> ", il est moins cher que la fourchette.";
                    case FAIR -> ", il est dans la fourchette.";
                    case HIGH -> ", il est plus cher que la fourchette.";
                };
        return text + " À " + frenchEuros(askingPrice.amount()) + comparison;
    }

    private String inEnglish() {
        var text = (madeUp ? "Made-up sales, so this does not describe any real flat. " : "")
                + "A flat of " + englishNumber.format(area) + " m² like this one, in " + commune
                + ", is worth about " + englishEuros(value) + " on " + ENGLISH_DAY.format(on)
                + "; eight times out of ten, such a flat sells for " + englishEuros(range.low()) + " to "
                + englishEuros(range.high()) + ".";
        if (askingPrice == null) {
            return text;
        }
        var comparison =
                switch (askingPrice.verdict()) {
                    case LOW -> " it is below that range.";
                    case FAIR -> " it is within that range.";
                    case HIGH -> " it is above that range.";
                };
        return text + " At " + englishEuros(askingPrice.amount()) + comparison;
    }

    /** The first of a month is an ordinal, and no other day is. */
    private String frenchDay() {
        var day = FRENCH_DAY.format(on);
        return on.getDayOfMonth() == 1 ? day.replaceFirst("1", "1er") : day;
    }

    private String frenchEuros(long amount) {
        return frenchNumber.format(amount) + "\u00a0€";
    }

    private String englishEuros(long amount) {
        return "€" + englishNumber.format(amount);
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
