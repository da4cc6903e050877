package fr.toise.predict.estimate;

import fr.toise.predict.estimate.Estimate.AskingPrice;
import fr.toise.predict.estimate.Estimate.ComparableSale;
import fr.toise.predict.estimate.Estimate.Model;
import fr.toise.predict.estimate.Estimate.Range;
import fr.toise.predict.estimate.Estimate.Verdict;
import fr.toise.predict.estimate.Estimate.Warning;
import fr.toise.predict.live.LoadedModel;
import fr.toise.service.problem.Problem.Violation;
import fr.toise.service.problem.ProblemException;
import fr.toise.valuation.Flat;
import fr.toise.valuation.Valuation;
import fr.toise.valuation.features.Comparable;
import fr.toise.valuation.features.NoEarlierSalesException;
import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Answers questions with one model. */
record Estimator(LoadedModel model, LocalDate today) {

    private static final double LEVEL = 0.8;

    private static final Comparator<ComparableSale> NEAREST_FIRST = Comparator.comparingLong(ComparableSale::distance)
            .thenComparing(ComparableSale::month, Comparator.reverseOrder())
            .thenComparing(ComparableSale::price);

    /** @throws ProblemException 422 when the model does not know the place or the day */
    Estimate answer(EstimateRequest request) {
        var whereabouts = Whereabouts.of(request, model);
        var on = Objects.requireNonNullElse(request.valuationDate(), today);
        var valuation = value(flat(request, whereabouts), on);
        var range = range(valuation);
        var match = whereabouts.match();
        return new Estimate(
                UUID.randomUUID(),
                Rounding.price(valuation.value()),
                "EUR",
                Math.round(valuation.pricePerSquareMetre()),
                range,
                askingPrice(request.askingPrice(), valuation, range),
                shown(valuation.comparables(), whereabouts),
                on,
                model.description().dataThrough(),
                match == null ? null : match.address(),
                match == null ? null : match.confidence(),
                new Model(
                        model.description().model(),
                        model.version(),
                        model.description().madeUp()),
                warnings(whereabouts.warnings(), valuation));
    }

    private static Flat flat(EstimateRequest request, Whereabouts whereabouts) {
        return new Flat(
                whereabouts.place(),
                whereabouts.longitude(),
                whereabouts.latitude(),
                request.livingArea(),
                request.carrezArea(),
                request.rooms(),
                Objects.requireNonNullElse(request.outbuildings(), 0),
                whereabouts.streetNumber());
    }

    private Valuation value(Flat flat, LocalDate on) {
        try {
            return model.valuer().value(flat, on);
        } catch (NoEarlierSalesException e) {
            throw ProblemException.of(
                    422,
                    "before-the-data",
                    "Too few sales are known before that day",
                    e.getMessage(),
                    List.of(new Violation(
                            "valuationDate",
                            on.toString(),
                            e.earliest() == null ? "a place with more sales" : "a day from " + e.earliest() + " on")));
        }
    }

    private static Range range(Valuation valuation) {
        return new Range(
                LEVEL,
                Rounding.price(valuation.quantile((1 - LEVEL) / 2)),
                Rounding.price(valuation.quantile((1 + LEVEL) / 2)));
    }

    private static AskingPrice askingPrice(Double amount, Valuation valuation, Range range) {
        return amount == null
                ? null
                : new AskingPrice(
                        Math.round(amount), Rounding.share(valuation.percentile(amount)), Verdict.of(amount, range));
    }

    /** In an order that follows from what is shown alone: that of the true distances would tell more. */
    private static List<ComparableSale> shown(List<Comparable> comparables, Whereabouts whereabouts) {
        return comparables.stream()
                .map(comparable -> shown(comparable.sale(), whereabouts))
                .sorted(NEAREST_FIRST)
                .toList();
    }

    /** The distance is that of the rounded position: true ones from a few chosen points would tell the house. */
    private static ComparableSale shown(Sale sale, Whereabouts whereabouts) {
        double longitude = Rounding.position(sale.longitude());
        double latitude = Rounding.position(sale.latitude());
        return new ComparableSale(
                YearMonth.from(sale.saleDate()).toString(),
                Rounding.distance(whereabouts.metresTo(longitude, latitude)),
                Math.round(sale.area()),
                Math.round(sale.price()),
                longitude,
                latitude);
    }

    private List<Warning> warnings(Set<Warning> ofPlace, Valuation valuation) {
        var warnings = new TreeSet<>(ofPlace);
        valuation.warnings().stream().map(Warning::of).forEach(warnings::add);
        if (model.description().madeUp()) {
            warnings.add(Warning.MADE_UP_SALES);
        }
        return List.copyOf(warnings);
    }
}
