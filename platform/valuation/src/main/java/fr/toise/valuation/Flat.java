package fr.toise.valuation;

import java.util.Objects;

/**
 * What is known of a flat before anybody says what it costs.
 *
 * @param livingArea   m², as the tax office or the owner counts it; null when only the Carrez area is known
 * @param carrezArea   m², the legal area; null when it is not known
 * @param rooms        main rooms; null when not known
 * @param outbuildings cellars, parking spaces and the like that go with it
 * @param streetNumber null when not known
 */
public record Flat(
        Place place,
        double longitude,
        double latitude,
        Double livingArea,
        Double carrezArea,
        Integer rooms,
        int outbuildings,
        Integer streetNumber) {

    public Flat {
        Objects.requireNonNull(place, "place");
        if (livingArea == null && carrezArea == null) {
            throw new IllegalArgumentException("A flat needs a living area or a Carrez area");
        }
    }

    /** The area that prices are per: Carrez where it is known, else living area. */
    public double area() {
        return carrezArea != null ? carrezArea : livingArea;
    }
}
