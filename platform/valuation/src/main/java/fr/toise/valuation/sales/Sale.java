package fr.toise.valuation.sales;

import fr.toise.valuation.Flat;
import fr.toise.valuation.Place;
import java.time.LocalDate;

/**
 * One sale of one flat: a row of the clean parquet, component by column, camel case for snake case. Areas in m², the price in euros.
 *
 * @param area what prices are per: the Carrez area where it is credible, else the built area
 */
public record Sale(
        String saleId,
        LocalDate saleDate,
        double price,
        String department,
        String commune,
        String communeName,
        String postalCode,
        String parcel,
        String streetCode,
        Integer streetNumber,
        String streetSuffix,
        String streetName,
        Double builtArea,
        Double carrezArea,
        double area,
        Integer rooms,
        int outbuildings,
        double longitude,
        double latitude) {

    public double pricePerSquareMetre() {
        return price / area;
    }

    /** What one would have known of the flat the day before. */
    public Flat flat() {
        // an area that cleaning did not believe must not come back through the Carrez area
        var credibleCarrez = carrezArea != null && carrezArea == area ? carrezArea : null;
        return new Flat(
                place(),
                longitude,
                latitude,
                builtArea == null ? (Double) area : builtArea,
                credibleCarrez,
                rooms,
                outbuildings,
                streetNumber);
    }

    public Place place() {
        return new Place(department, commune, parcel, streetCode);
    }
}
