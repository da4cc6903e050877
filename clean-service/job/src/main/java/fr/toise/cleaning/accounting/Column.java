package fr.toise.cleaning.accounting;

import fr.toise.cleaning.judging.Candidate;
import fr.toise.contracts.job.DatasetProfile.Histogram.Scale;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A column of the sales kept, and how it is looked at.
 *
 * @param number   NaN where there is none; null for a column of words
 * @param word     whose text it is; null where there is none, and for a column of numbers
 * @param isListed whether its values are few enough to be counted each
 */
record Column(
        String name,
        ToDoubleFunction<Candidate> number,
        Scale scale,
        double step,
        String unit,
        Function<Candidate, ?> word,
        boolean isListed) {

    static final String COUNT = "1";

    private static final double FIVE_PERCENT = 1.05;
    private static final String EUROS = "EUR";
    private static final String SQUARE_METRES = "m²";
    private static final String DEGREES = "degree";

    private static final long CENTS = 100;
    private static final long MILLIONTHS = 1_000_000;

    /** In the order of the parquet; the price per m² is not in it, but what most is drawn of. */
    static final List<Column> ALL = List.of(
            word("sale_id", Candidate::id),
            word("sale_date", Candidate::date),
            listed("type", Candidate::type),
            number("price", Candidate::price, Scale.LOG, FIVE_PERCENT, EUROS),
            number("price_per_square_metre", Candidate::pricePerSquareMetre, Scale.LOG, FIVE_PERCENT, "EUR/m²"),
            listed("department", Candidate::department),
            listed("commune", Candidate::commune),
            listed("commune_name", Candidate::communeName),
            listed("postal_code", Candidate::postalCode),
            word("parcel", Candidate::parcel),
            word("street_code", Candidate::streetCode),
            word("street_number", sale -> sale.streetNumber() < 0 ? null : sale.streetNumber()),
            listed("street_suffix", Candidate::streetSuffix),
            word("street_name", Candidate::streetName),
            number("built_area", Candidate::builtArea, Scale.LOG, FIVE_PERCENT, SQUARE_METRES),
            number("carrez_area", Candidate::carrezArea, Scale.LOG, FIVE_PERCENT, SQUARE_METRES),
            number("area", Candidate::area, Scale.LOG, FIVE_PERCENT, SQUARE_METRES),
            listed("area_source", sale -> sale.isCarrez() ? "CARREZ" : "BUILT"),
            number("rooms", sale -> count(sale.rooms()), Scale.LINEAR, 1, COUNT),
            number("outbuildings", Candidate::outbuildings, Scale.LINEAR, 1, COUNT),
            number("land_area", sale -> positive(sale.landArea()), Scale.LOG, FIVE_PERCENT, SQUARE_METRES),
            number("longitude", Candidate::longitude, Scale.LINEAR, 0.01, DEGREES),
            number("latitude", Candidate::latitude, Scale.LINEAR, 0.01, DEGREES));

    boolean isNumber() {
        return number != null;
    }

    /** In how many parts of the unit it is added up. */
    long partsOfTheUnit() {
        return DEGREES.equals(unit) ? MILLIONTHS : CENTS;
    }

    /** None yet; null for a column of words. */
    Bins bins() {
        return isNumber() ? new Bins(scale, step, unit, partsOfTheUnit()) : null;
    }

    private static Column number(
            String name, ToDoubleFunction<Candidate> number, Scale scale, double step, String unit) {
        return new Column(name, number, scale, step, unit, null, false);
    }

    private static Column listed(String name, Function<Candidate, ?> word) {
        return new Column(name, null, null, 0, null, word, true);
    }

    private static Column word(String name, Function<Candidate, ?> word) {
        return new Column(name, null, null, 0, null, word, false);
    }

    private static double count(int number) {
        return number < 0 ? Double.NaN : number;
    }

    private static double positive(double number) {
        return number > 0 ? number : Double.NaN;
    }
}
