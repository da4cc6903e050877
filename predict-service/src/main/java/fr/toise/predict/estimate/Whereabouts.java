package fr.toise.predict.estimate;

import fr.toise.predict.address.AddressMatch;
import fr.toise.predict.address.Point;
import fr.toise.predict.estimate.Estimate.Warning;
import fr.toise.predict.estimate.EstimateRequest.Location;
import fr.toise.predict.live.LoadedModel;
import fr.toise.service.problem.Problem.Violation;
import fr.toise.service.problem.ProblemException;
import fr.toise.valuation.Place;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Where a flat is, as far as the sales know the place. */
record Whereabouts(
        Place place,
        double longitude,
        double latitude,
        Integer streetNumber,
        AddressMatch match,
        Set<Warning> warnings) {

    private static final double SAME_PLACE_METRES = 200;
    private static final String INVENTED_STREETS =
            "The sales are made up, and so are their streets: GET /api/v1/model has an example that is known.";

    /** @throws ProblemException 422 when the sales don't know it */
    static Whereabouts of(EstimateRequest request, LoadedModel model) {
        var match = Optional.ofNullable(request.address()).flatMap(model.addresses()::find);
        if (request.location() != null) {
            return at(request, model, match.orElse(null));
        }
        var found = match.orElseThrow(() -> notFound(request.address(), model));
        return new Whereabouts(
                found.place(), found.longitude(), found.latitude(), found.streetNumber(), found, warnings(found));
    }

    private static Whereabouts at(EstimateRequest request, LoadedModel model, AddressMatch match) {
        var location = request.location();
        var located = model.sales()
                .locate(location.longitude(), location.latitude())
                .orElseThrow(() -> outside(location, model));
        if (match == null) {
            var warnings =
                    request.address() == null ? EnumSet.noneOf(Warning.class) : EnumSet.of(Warning.ADDRESS_NOT_FOUND);
            return new Whereabouts(
                    located, location.longitude(), location.latitude(), numberAt(location, model), null, warnings);
        }
        boolean near = new Point(location.longitude(), location.latitude())
                        .metresTo(new Point(match.longitude(), match.latitude()))
                <= SAME_PLACE_METRES;
        var warnings = warnings(match);
        if (!near) {
            warnings.add(Warning.ADDRESS_FAR_FROM_LOCATION);
        }
        return new Whereabouts(
                near ? both(match.place(), located) : located,
                location.longitude(),
                location.latitude(),
                near ? match.streetNumber() : numberAt(location, model),
                match,
                warnings);
    }

    private static Integer numberAt(Location location, LoadedModel model) {
        return model.sales()
                .streetNumber(location.longitude(), location.latitude())
                .orElse(null);
    }

    private static Set<Warning> warnings(AddressMatch match) {
        return match.confidence() < AddressMatch.SURE
                ? EnumSet.of(Warning.ADDRESS_LOOSELY_MATCHED)
                : EnumSet.noneOf(Warning.class);
    }

    /** The address knows the street best; the building may be known from where it stands. */
    private static Place both(Place address, Place located) {
        return address.parcel() != null
                ? address
                : new Place(address.department(), address.commune(), located.parcel(), address.street());
    }

    /** Straight, on the ground. */
    double metresTo(double toLongitude, double toLatitude) {
        return new Point(longitude, latitude).metresTo(new Point(toLongitude, toLatitude));
    }

    private static ProblemException notFound(String address, LoadedModel model) {
        Scope.check(address, model);
        var suggestions = model.addresses().suggestions(address);
        var expected = suggestions.isEmpty()
                ? "an address in a street where flats were sold"
                : "an address in a street where flats were sold, perhaps " + String.join(" or ", suggestions);
        return ProblemException.of(
                422,
                "address-not-found",
                "No sale is known in such a street",
                "Nothing in the sales comes close enough to '" + address
                        + "'. Check its spelling and postal code, or send the flat's location."
                        + (model.description().madeUp() ? " " + INVENTED_STREETS : ""),
                List.of(new Violation("address", address, expected, suggestions)));
    }

    private static ProblemException outside(Location location, LoadedModel model) {
        boolean swapped = Math.abs(location.longitude()) <= Point.FARTHEST_LATITUDE
                && model.sales()
                        .locate(location.latitude(), location.longitude())
                        .isPresent();
        return ProblemException.of(
                422,
                "outside-the-data",
                "No sale is known nearby",
                String.format(
                                Locale.ROOT,
                                "No flat was sold within 500 m of longitude %s, latitude %s, as far as this model knows.",
                                location.longitude(),
                                location.latitude())
                        + (swapped ? " Longitude and latitude seem to be swapped." : " " + Scope.UNPUBLISHED_SALES),
                List.of(new Violation(
                        "location",
                        location,
                        "a point within 500 m of a sale" + (swapped ? ", not its mirror" : ""),
                        swapped ? List.of(new Location(location.latitude(), location.longitude())) : List.of())));
    }
}
