package fr.toise.predict.estimate;

import fr.toise.contracts.job.SalesScope;
import fr.toise.predict.estimate.EstimateRequest.PropertyType;
import fr.toise.predict.live.LoadedModel;
import fr.toise.service.problem.Problem.Violation;
import fr.toise.service.problem.ProblemException;
import java.util.List;

/** What no estimate can be given of, and why. */
final class Scope {

    static final String UNPUBLISHED_SALES =
            "The sales of the départements 57, 67, 68 (where the land registry is another one) and 976 are not published.";

    private Scope() {}

    /** @throws ProblemException 422 where the model knows no such property */
    static void check(PropertyType type) {
        if (type == PropertyType.HOUSE) {
            throw ProblemException.of(
                    422,
                    "type-not-covered",
                    "Houses are not estimated",
                    "This model learned from sales of flats only, so it has nothing to say of a house.",
                    List.of(new Violation("propertyType", "house", "flat, or no propertyType")));
        }
    }

    /**
     * Of an address that is not among those of the sales.
     *
     * @throws ProblemException 422 when its whole département is not
     */
    static void check(String address, LoadedModel model) {
        model.addresses().postalCode(address).map(Scope::department).ifPresent(department -> {
            if (SalesScope.UNPUBLISHED.contains(department)) {
                throw ProblemException.of(
                        422,
                        "sales-not-published",
                        "The sales of that département are not published",
                        UNPUBLISHED_SALES,
                        List.of(new Violation("address", address, "an address elsewhere in France")));
            }
            var known = model.markets().departments();
            if (!known.contains(department)) {
                var where = (known.size() == 1 ? "the département " : "the départements ") + String.join(", ", known);
                throw ProblemException.of(
                        422,
                        "outside-the-data",
                        "This model knows no sale in that département",
                        "The model knows sales in " + where + ", not in " + department + ".",
                        List.of(new Violation(
                                "address",
                                address,
                                "an address in " + (known.size() == 1 ? "" : "one of ") + where,
                                List.copyOf(known))));
            }
        });
    }

    /** As the sales write it: Corsica's postal codes begin with neither 2A nor 2B. */
    private static String department(String postalCode) {
        if (postalCode.startsWith("97") || postalCode.startsWith("98")) {
            return postalCode.substring(0, 3);
        }
        return postalCode.startsWith("20") ? postalCode.charAt(2) < '2' ? "2A" : "2B" : postalCode.substring(0, 2);
    }
}
