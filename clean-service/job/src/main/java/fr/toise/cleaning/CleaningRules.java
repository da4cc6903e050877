package fr.toise.cleaning;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import fr.toise.contracts.job.CleaningArguments.Thresholds;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Why a sale is not one of a single flat at a market price. The first rule that matches takes the sale. */
final class CleaningRules {

    /** @param matches of a sale with its {@link FlatFacts} */
    private record Rule(String name, Column matches) {}

    private static final String REPEATED = "repeated-sale";

    private CleaningRules() {}

    /** The names of all rules, in the order in which they are applied. */
    static List<String> names(Thresholds thresholds) {
        return Stream.of(
                        Stream.of(DistinctLines.UNREADABLE, DistinctLines.OTHER_DEPARTMENT, DistinctLines.DUPLICATE),
                        rules(thresholds).stream().map(Rule::name),
                        Stream.of(REPEATED))
                .flatMap(names -> names)
                .toList();
    }

    /** Adds {@code rule}, the name of the one that drops the sale; null keeps it. */
    static Dataset<Row> judge(Dataset<Row> sales, Thresholds thresholds) {
        var facts = FlatFacts.add(sales);
        return withoutRepeats(facts.withColumn("rule", coalesce(col("dropped_by"), firstMatch(rules(thresholds)))));
    }

    private static Column firstMatch(List<Rule> rules) {
        var first = when(rules.get(0).matches(), lit(rules.get(0).name()));
        for (var rule : rules.subList(1, rules.size())) {
            first = first.when(rule.matches(), lit(rule.name()));
        }
        return first;
    }

    /** The same flat, lot for lot, on the same day for the same price is one sale that was published twice. */
    private static Dataset<Row> withoutRepeats(Dataset<Row> judged) {
        var occurrence = row_number().over(Window.partitionBy("rule", "sale_id").orderBy("id"));
        return judged.withColumn("occurrence", occurrence)
                .withColumn(
                        "rule",
                        when(col("rule").isNull().and(col("occurrence").gt(1)), lit(REPEATED))
                                .otherwise(col("rule")))
                .drop("occurrence");
    }

    private static List<Rule> rules(Thresholds bounds) {
        var nature = lower(coalesce(col("nature"), lit("")));
        var price = col("price");
        var area = col("area");
        var pricePerSquareMetre = col("price_per_square_metre");
        return List.of(
                new Rule("unreadable", col("date").isNull().or(price.isNull())),
                new Rule("off-plan", nature.startsWith("vente en l")),
                new Rule("exchange", nature.rlike("^[eé]change")),
                new Rule("auction", nature.startsWith("adjudication")),
                new Rule("other-nature", not(nature.equalTo("vente"))),
                new Rule("several-communes", size(col("communes")).gt(1)),
                new Rule("commercial-premises", col("commercial").gt(0)),
                new Rule("house", col("houses").gt(0)),
                new Rule("land", col("land").gt(0)),
                new Rule("no-flat", col("flats").equalTo(0)),
                new Rule("several-flats", col("flats").gt(1)),
                new Rule("unknown-premises", col("unknown").gt(0)),
                new Rule("symbolic-price", price.leq(1)),
                new Rule("price-out-of-bounds", outside(price, bounds.minimumPrice(), bounds.maximumPrice())),
                new Rule("missing-area", area.isNull()),
                new Rule("area-out-of-bounds", area.lt(bounds.minimumArea()).or(area.gt(bounds.maximumArea()))),
                new Rule("missing-coordinates", not(France.contains(col("longitude"), col("latitude")))),
                new Rule(
                        "price-per-square-metre-out-of-bounds",
                        outside(
                                pricePerSquareMetre,
                                bounds.minimumPricePerSquareMetre(),
                                bounds.maximumPricePerSquareMetre())));
    }

    private static Column outside(Column value, double minimum, double maximum) {
        return value.leq(minimum).or(value.geq(maximum));
    }
}
