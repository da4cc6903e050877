package fr.toise.valuation;

import java.util.Objects;

/**
 * Where a flat is, in the terms of the land registry.
 *
 * @param department code, {@code 75}
 * @param commune    INSEE code; in Paris the arrondissement's, {@code 75109}
 * @param parcel     14 characters, the building; null when it is not known
 * @param street     commune and street code; null when it is not known
 */
public record Place(String department, String commune, String parcel, String street) {

    private static final int SECTION_LENGTH = 10;

    public Place {
        Objects.requireNonNull(department, "department");
        Objects.requireNonNull(commune, "commune");
    }

    /** Cadastral section: commune, prefix and section of the parcel; null when the parcel is not known. */
    public String section() {
        return parcel == null || parcel.length() < SECTION_LENGTH ? null : parcel.substring(0, SECTION_LENGTH);
    }
}
