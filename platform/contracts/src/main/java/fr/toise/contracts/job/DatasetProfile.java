package fr.toise.contracts.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import fr.toise.contracts.event.Funnel;
import java.util.List;
import java.util.SortedMap;

/**
 * What the sales of a dataset version look like, and where the others went: for the report, its pictures, and the comparison with the
 * version before.
 *
 * @param funnelByYear       of the lines of the départements that are asked for, by year of sale; lines and sales without a date are not in it
 * @param funnelByDepartment of the same lines, by code of département
 * @param columns            every column of the parquet, in its order, and the price per m²
 * @param salesByMonth       sales kept, by {@code 2023-04}
 * @param categories         sales kept by value, for the columns {@code type}, {@code department} and {@code commune}
 */
public record DatasetProfile(
        SortedMap<Integer, Funnel> funnelByYear,
        SortedMap<String, Funnel> funnelByDepartment,
        List<ColumnProfile> columns,
        SortedMap<String, Long> salesByMonth,
        SortedMap<String, SortedMap<String, Long>> categories,
        SalesMap map,
        Correlation correlation) {

    /**
     * One column of the sales kept.
     *
     * @param filled  sales that have a value
     * @param numbers null where the column holds no numbers
     * @param top     the ten values that occur most, where the column holds words with at most 10,000 values; else null
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ColumnProfile(String name, long filled, long missing, Numbers numbers, List<ValueCount> top) {}

    public record ValueCount(String value, long count) {}

    /** Quantiles are read off the histogram: exact to the width of its bins. */
    public record Numbers(
            double minimum,
            double maximum,
            double mean,
            double standardDeviation,
            double p5,
            double p25,
            double median,
            double p75,
            double p95,
            Histogram histogram) {}

    /**
     * Counts by bin. The bins of a column are the same in every version, so that versions can be compared. Bin {@code i} of a LINEAR
     * histogram starts at {@code i * step}, of a LOG one at {@code step ^ i}.
     *
     * @param unit   of the values: {@code EUR}, {@code EUR/m²}, {@code m²}, {@code degree}, or {@code 1} for a count
     * @param counts by bin, without the empty ones
     */
    public record Histogram(Scale scale, double step, String unit, SortedMap<Integer, Long> counts) {

        public enum Scale {
            LINEAR,
            LOG
        }

        public double lowerEdge(int bin) {
            return switch (scale) {
                case LINEAR -> bin * step;
                case LOG -> Math.pow(step, bin);
            };
        }
    }

    /**
     * Cells of equal degrees, made wider until there are few enough to draw; those of fewer than three sales are left out.
     *
     * @param cellDegrees width and height of a cell
     */
    public record SalesMap(double cellDegrees, List<Cell> cells) {

        /**
         * @param longitude           of the middle, WGS84
         * @param latitude            of the middle, WGS84
         * @param price               geometric mean, euros
         * @param pricePerSquareMetre geometric mean, euros
         */
        public record Cell(double longitude, double latitude, long sales, double price, double pricePerSquareMetre) {}
    }

    /**
     * Pearson's, of the sales that have both values.
     *
     * @param coefficients by row and column in the order of {@code columns}; null where there is none, for want of values or of variance
     */
    public record Correlation(List<String> columns, List<List<Double>> coefficients) {}
}
