package fr.toise.cleaning;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import org.apache.spark.sql.Column;

/** Where a sale can lie. Narrow enough to notice a longitude that stands where the latitude belongs. */
final class France {

    private record Box(double west, double south, double east, double north) {}

    private static final List<Box> BOXES = List.of(
            new Box(-5.5, 41.2, 9.8, 51.3), // European France
            new Box(-63.3, 14.2, -60.7, 18.3), // Guadeloupe, Martinique and the northern islands
            new Box(-54.8, 2.0, -51.4, 6.0), // Guiana
            new Box(55.1, -21.5, 56.0, -20.7), // Réunion
            new Box(44.9, -13.2, 45.4, -12.5)); // Mayotte

    private France() {}

    /** False also where a coordinate is missing. */
    static Column contains(Column longitude, Column latitude) {
        return BOXES.stream()
                .map(box -> longitude.between(box.west, box.east).and(latitude.between(box.south, box.north)))
                .reduce(Column::or)
                .map(inside -> coalesce(inside, lit(false)))
                .orElseThrow();
    }
}
