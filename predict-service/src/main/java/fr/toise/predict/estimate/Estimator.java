package fr.toise.predict.estimate;

import fr.toise.predict.estimate.Estimate.AskingPrice;
import fr.toise.predict.estimate.Estimate.Commune;
import fr.toise.predict.estimate.Estimate.Confidence;
import fr.toise.predict.estimate.Estimate.Contributions;
import fr.toise.predict.estimate.Estimate.Model;
import fr.toise.predict.estimate.Estimate.Position;
import fr.toise.predict.estimate.Estimate.Range;
import fr.toise.predict.estimate.Estimate.Verdict;
import fr.toise.predict.estimate.Estimate.Warning;
import fr.toise.predict.live.LoadedModel;
import fr.toise.service.problem.Problem.Violation;
import fr.toise.service.problem.ProblemException;
import fr.toise.valuation.ErrorDistribution;
import fr.toise.valuation.Flat;
import fr.toise.valuation.Valuation;
import fr.toise.valuation.contributions.Explained;
import fr.toise.valuation.features.NoEarlierSalesException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** Answers questions with one model. */
record Estimator(LoadedModel model, LocalDate today) {

    /** @throws ProblemException 422 when the model does not know the place or the day */
    Estimate answer(EstimateRequest request, Detail detail) {
        var asked = asked(request);
        try {
            return switch (detail) {
                case FULL -> full(asked, model.explainer().explain(asked.flat(), asked.on()));
                case BRIEF -> brief(asked, model.valuer().value(asked.flat(), asked.on()));
            };
        } catch (NoEarlierSalesException e) {
            throw beforeTheData(asked, e);
        }
    }

    private Asked asked(EstimateRequest request) {
        Scope.check(request.propertyType());
        var whereabouts = Whereabouts.of(request, model);
        var on = Objects.requireNonNullElse(request.valuationDate(), today);
        return new Asked(request, whereabouts, flat(request, whereabouts), on);
    }

    private Estimate full(Asked asked, Explained explained) {
        var valuation = explained.valuation();
        var brief = brief(asked, valuation);
        return brief.with(
                UUID.randomUUID(),
                contributions(explained.contributions()),
                MeasuredSegment.of(model.report(), asked.flat()),
                new Comparables(model.sales(), asked)
                        .shown(valuation.comparables().get()),
                new Wording(brief, asked.flat().area()).summary());
    }

    private Estimate brief(Asked asked, Valuation valuation) {
        var range = range(valuation);
        var warnings = warnings(asked, valuation);
        double fsd = Rounding.fraction(Reliability.fsd(valuation.errors()));
        var flat = asked.flat();
        var match = asked.whereabouts().match();
        var description = model.description();
        return new Estimate(
                null,
                Rounding.price(valuation.value()),
                "EUR",
                Math.round(valuation.pricePerSquareMetre()),
                range,
                fsd,
                Confidence.of(fsd, warnings),
                Reliability.probabilities(valuation.errors()),
                askingPrice(asked.request().askingPrice(), valuation, range),
                null,
                null,
                null,
                asked.on(),
                model.sales().dataThrough(flat.place().department()),
                commune(flat),
                new Position(Rounding.position(flat.longitude()), Rounding.position(flat.latitude())),
                match == null ? null : match.address(),
                match == null ? null : match.confidence(),
                new Model(description.model(), model.version(), description.madeUp()),
                warnings,
                null);
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

    private static ProblemException beforeTheData(Asked asked, NoEarlierSalesException e) {
        return ProblemException.of(
                422,
                "before-the-data",
                "Too few sales are known before that day",
                e.getMessage(),
                List.of(new Violation(
                        "valuationDate",
                        asked.on().toString(),
                        e.earliest() == null ? "a place with more sales" : "a day from " + e.earliest() + " on",
                        Stream.ofNullable(e.earliest()).map(LocalDate::toString).toList())));
    }

    private static Range range(Valuation valuation) {
        return new Range(ErrorDistribution.RANGE, Rounding.price(valuation.low()), Rounding.price(valuation.high()));
    }

    private static AskingPrice askingPrice(Double amount, Valuation valuation, Range range) {
        return amount == null
                ? null
                : new AskingPrice(
                        Math.round(amount), Rounding.share(valuation.percentile(amount)), Verdict.of(amount, range));
    }

    private static Contributions contributions(fr.toise.valuation.contributions.Contributions its) {
        var rounded = Rounding.addingUp(its.start(), its.market(), its.location(), its.size(), its.building());
        return new Contributions(
                rounded[0], Math.round(its.typicalArea()), its.since(), rounded[1], rounded[2], rounded[3], rounded[4]);
    }

    private Commune commune(Flat flat) {
        var code = flat.place().commune();
        return new Commune(code, model.markets().communeName(code));
    }

    private List<Warning> warnings(Asked asked, Valuation valuation) {
        var warnings = new TreeSet<>(asked.whereabouts().warnings());
        var rooms = asked.request().rooms();
        valuation.warnings().stream().map(Warning::of).forEach(warnings::add);
        if (rooms == null || rooms == 0) {
            warnings.add(Warning.ROOMS_MISSING);
        }
        if (model.description().madeUp()) {
            warnings.add(Warning.MADE_UP_SALES);
        }
        return List.copyOf(warnings);
    }
}
