package fr.toise.predict.about;

import fr.toise.predict.address.AddressBook;
import fr.toise.predict.estimate.EstimateRequest;
import fr.toise.predict.estimate.EstimateRequest.Location;
import fr.toise.predict.live.LoadedModel;
import fr.toise.valuation.sales.Sale;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A request about a flat like those sold at an address of the model's own sales: where several were, so that it tells of none of them. */
final class Example {

    private static final int RECENT_SALES = 5_000;
    private static final int SHARED_BY = 3;
    private static final double ORDINARY_FROM = 20;
    private static final double ORDINARY_TO = 90;

    private Example() {}

    static EstimateRequest from(LoadedModel model) {
        var sales = model.valuableSales();
        var recent = sales.subList(Math.max(0, sales.size() - RECENT_SALES), sales.size());
        var flats = building(recent, SHARED_BY);
        if (flats.isEmpty()) {
            flats = building(sales, 1);
        }
        return request(typical(flats.isEmpty() ? sales : flats), model);
    }

    /** The sales at the first address, in order of the alphabet, at which so many ordinary flats were sold. */
    private static List<Sale> building(List<Sale> sales, int soMany) {
        var byAddress = sales.stream().filter(Example::isOrdinary).collect(Collectors.groupingBy(AddressBook::written));
        return byAddress.entrySet().stream()
                .filter(entry -> entry.getValue().size() >= soMany)
                .min(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .orElse(List.of());
    }

    private static boolean isOrdinary(Sale sale) {
        return sale.streetNumber() != null
                && sale.streetName() != null
                && sale.postalCode() != null
                && sale.rooms() != null
                && sale.rooms() > 0
                && sale.area() >= ORDINARY_FROM
                && sale.area() <= ORDINARY_TO;
    }

    private static Sale typical(List<Sale> building) {
        var byArea =
                building.stream().sorted(Comparator.comparingDouble(Sale::area)).toList();
        return byArea.get(byArea.size() / 2);
    }

    private static EstimateRequest request(Sale sale, LoadedModel model) {
        double area = Math.round(sale.area());
        return new EstimateRequest(
                isOrdinary(sale) ? AddressBook.written(sale) : null,
                isOrdinary(sale) ? null : new Location(sale.longitude(), sale.latitude()),
                area,
                sale.flat().carrezArea() == null ? null : (Double) area,
                sale.rooms(),
                null,
                model.dayAfterTheData(),
                null,
                null);
    }
}
