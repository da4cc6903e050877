package fr.toise.samplesales;

/**
 * A parcel with flats in it.
 *
 * @param parcel 14 characters: commune, prefix, section, number
 * @param effect what location and house add to the logarithm of the €/m², the same in every year
 */
record Building(
        Arrondissement arrondissement,
        String street,
        String streetCode,
        int number,
        String parcel,
        double longitude,
        double latitude,
        double effect) {}
