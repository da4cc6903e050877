package fr.toise.cleaning.judging;

import fr.toise.contracts.job.CleaningArguments.Thresholds;
import fr.toise.contracts.job.PropertyType;
import fr.toise.contracts.job.SalesScope;
import java.io.Serializable;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Why a sale is, on its own, not one of a single property at a market price. The first rule that matches takes the sale. */
public final class SaleRules implements Serializable {

    private static final double SYMBOLIC_PRICE = 1;

    private interface Question extends Serializable {
        boolean matches(Sale sale);
    }

    private record Rule(String name, String reason, Question question) implements Serializable {}

    private final List<Rule> rules;

    public SaleRules(SalesScope scope, Thresholds bounds) {
        boolean houses = scope.types().contains(PropertyType.HOUSE);
        boolean flats = scope.types().contains(PropertyType.FLAT);
        this.rules = List.of(
                new Rule(
                        "unreadable",
                        "The date of the sale or its price is missing or can't be read.",
                        sale -> sale.date() == null || Double.isNaN(sale.price())),
                new Rule(
                        "incomplete-sale",
                        "A line of it can't be read, so it is not known what else the price was paid for.",
                        Sale::incomplete),
                new Rule("off-plan", "It was sold off plan (VEFA), before it was built.", sale -> sale.nature()
                        .startsWith("vente en l")),
                new Rule(
                        "exchange",
                        "It was exchanged for something else, so the price is not one of the market.",
                        sale -> sale.nature().startsWith("echange")
                                || sale.nature().startsWith("échange")),
                new Rule("auction", "It was sold by auction.", sale -> sale.nature()
                        .startsWith("adjudication")),
                new Rule("other-nature", "It is no sale of a property as it stands.", sale -> !sale.nature()
                        .equals("vente")),
                new Rule(
                        "commercial-premises",
                        "Commercial premises were sold with it for the same price.",
                        sale -> sale.commercialPremises() > 0),
                new Rule(
                        "house",
                        "A house was sold, and houses are not asked for.",
                        sale -> !houses && sale.houses() > 0),
                new Rule("flat", "A flat was sold, and flats are not asked for.", sale -> !flats && sale.flats() > 0),
                new Rule(
                        "land",
                        "Land was sold with it for the same price%s."
                                .formatted(
                                        houses
                                                ? ", with a house more than %s m²"
                                                        .formatted(text(bounds.maximumLandArea()))
                                                : ""),
                        sale -> sale.houses() > 0 ? sale.landArea() > bounds.maximumLandArea() : sale.lands() > 0),
                new Rule(
                        "no-premises",
                        "Neither a flat nor a house was sold.",
                        sale -> sale.flats() + sale.houses() == 0),
                new Rule(
                        "several-premises",
                        "Several flats or houses were sold for one price.",
                        sale -> sale.flats() + sale.houses() > 1),
                new Rule(
                        "unknown-premises",
                        "Something was sold with it that is neither named nor land.",
                        sale -> sale.unknowns() > 0),
                new Rule("symbolic-price", "The price is a symbolic one.", sale -> sale.price() <= SYMBOLIC_PRICE),
                new Rule(
                        "price-out-of-bounds",
                        "The price is not between %s € and %s €."
                                .formatted(text(bounds.minimumPrice()), text(bounds.maximumPrice())),
                        sale -> sale.price() <= bounds.minimumPrice() || sale.price() >= bounds.maximumPrice()),
                new Rule(
                        "missing-area",
                        "Neither a Carrez nor a built area is given.",
                        sale -> Double.isNaN(sale.property().area())),
                new Rule(
                        "area-out-of-bounds",
                        "The area is not between %s m² and %s m²."
                                .formatted(text(bounds.minimumArea()), text(bounds.maximumArea())),
                        sale -> sale.property().area() < bounds.minimumArea()
                                || sale.property().area() > bounds.maximumArea()),
                new Rule(
                        "missing-coordinates",
                        "The coordinates are missing, or not in France.",
                        sale -> !France.contains(
                                sale.property().longitude(), sale.property().latitude())));
    }

    /** In English on every machine: what is written has to be the same. */
    static String text(double bound) {
        return new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.ENGLISH)).format(bound);
    }

    /** The name of the rule that takes the sale; null where none does. */
    public String rule(Sale sale) {
        for (var rule : rules) {
            if (rule.question().matches(sale)) {
                return rule.name();
            }
        }
        return null;
    }

    /** One sentence for a person by name of rule, in the order in which they are applied. */
    public Map<String, String> reasons() {
        var reasons = new LinkedHashMap<String, String>();
        rules.forEach(rule -> reasons.put(rule.name(), rule.reason()));
        return reasons;
    }
}
