package fr.toise.predict.address;

import fr.toise.valuation.Place;

/**
 * The address of the sales that comes closest to what was typed.
 *
 * @param address      as the sales spell it, {@code 12 RUE TURGOT 75009}
 * @param confidence   0 to 1; 1 is this very number in this very street
 * @param place        its parcel is known only where the number is the one that was typed
 * @param streetNumber the number that was typed; null when there was none
 */
public record AddressMatch(
        String address, double confidence, Place place, double longitude, double latitude, Integer streetNumber) {

    /** Below it, what was typed is only like this address. */
    public static final double SURE = 0.9;
}
