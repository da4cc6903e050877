package fr.toise.cleaning.judging;

import fr.toise.contracts.job.PropertyType;

/**
 * What is said of a flat or a house. What is not said is NaN.
 *
 * @param line       that says it
 * @param builtArea  m², the tax office's
 * @param lotsArea   m², the legal area of all its lots
 * @param carrezArea the same, where it is credible
 */
record Property(
        PropertyType type,
        Line line,
        double builtArea,
        double lotsArea,
        double carrezArea,
        double longitude,
        double latitude) {

    /** Where the two areas disagree, prices go with the Carrez area; further than this from the tax office's it may be a slip of the pen. */
    private static final double LEAST_CREDIBLE = 0.25;

    private static final double MOST_CREDIBLE = 4;

    private static final Field[] LOT_AREAS = {
        Field.LOT1_SURFACE_CARREZ,
        Field.LOT2_SURFACE_CARREZ,
        Field.LOT3_SURFACE_CARREZ,
        Field.LOT4_SURFACE_CARREZ,
        Field.LOT5_SURFACE_CARREZ
    };

    static Property of(PropertyType type, Line line) {
        double built = line.positive(Field.SURFACE_REELLE_BATI);
        double lots = lotsArea(line);
        double ratio = lots / built;
        boolean credible = Double.isNaN(built) || ratio >= LEAST_CREDIBLE && ratio <= MOST_CREDIBLE;
        return new Property(
                type,
                line,
                built,
                lots,
                credible ? lots : Double.NaN,
                line.number(Field.LONGITUDE),
                line.number(Field.LATITUDE));
    }

    private static double lotsArea(Line line) {
        double sum = 0;
        for (var lot : LOT_AREAS) {
            double area = line.number(lot);
            sum += Double.isNaN(area) ? 0 : area;
        }
        // sums of decimals in binary: 12.1 + 30.2 is to stay 42.3
        double rounded = Math.round(sum * 100) / 100.0;
        return rounded > 0 ? rounded : Double.NaN;
    }

    /** m²: the legal one where it is given and credible, else the tax office's. */
    double area() {
        return Double.isNaN(carrezArea) ? builtArea : carrezArea;
    }
}
