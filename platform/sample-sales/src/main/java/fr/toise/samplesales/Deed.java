package fr.toise.samplesales;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One sale.
 *
 * @param price of the whole sale, €, as it is written; empty where the source lost it
 * @param rows  lines of the file
 */
record Deed(String id, String price, List<String> rows) {

    private static final double REPEATED = 0.05;

    static Deed of(
            String id,
            LocalDate date,
            String nature,
            String price,
            Building building,
            List<Premises> premises,
            boolean located,
            Random random) {
        var rows = new ArrayList<String>();
        for (var each : premises) {
            var row = row(id, date, nature, price, building, each, located);
            rows.add(row);
            if (random.nextDouble() < REPEATED) {
                rows.add(row);
            }
        }
        return new Deed(id, price, rows);
    }

    private static String row(
            String id,
            LocalDate date,
            String nature,
            String price,
            Building building,
            Premises premises,
            boolean located) {
        var where = building.arrondissement();
        boolean inLots = premises.lot() > 0;
        boolean land = premises.type() == Premises.Type.HOUSE;
        return String.join(
                ",",
                id,
                date.toString(),
                "000001",
                nature,
                price,
                String.valueOf(building.number()),
                "",
                building.street(),
                building.streetCode(),
                where.postalCode(),
                where.commune(),
                where.communeName(),
                "75",
                "",
                "",
                building.parcel(),
                "",
                "",
                inLots ? String.valueOf(premises.lot()) : "",
                premises.carrez() > 0 ? decimal(premises.carrez()) : "",
                ",,,,,,,",
                inLots ? "1" : "0",
                premises.type().code,
                premises.type().label,
                premises.area() > 0 ? String.valueOf(premises.area()) : "",
                String.valueOf(premises.rooms()),
                land ? "S" : "",
                land ? "sols" : "",
                "",
                "",
                land ? String.valueOf(premises.area() + 60) : "",
                located ? degrees(building.longitude()) : "",
                located ? degrees(building.latitude()) : "");
    }

    private static String decimal(double value) {
        return BigDecimal.valueOf(Math.round(value * 100), 2)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String degrees(double value) {
        return BigDecimal.valueOf(Math.round(value * 1_000_000), 6).toPlainString();
    }
}
