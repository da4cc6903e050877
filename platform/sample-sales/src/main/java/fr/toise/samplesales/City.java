package fr.toise.samplesales;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The buildings of a made-up Paris: the same in every year, so that where a flat is says something about its price. */
final class City {

    /** For all arrondissements together. */
    private static final int STREETS = 900;

    private static final double KM_PER_LONGITUDE = 73.2;
    private static final double KM_PER_LATITUDE = 111.2;

    private final List<Building> buildings = new ArrayList<>();
    private final double[] salesUpTo;

    static City of(long seed) {
        return new City(new Random(seed));
    }

    private City(Random random) {
        var names = StreetNames.shuffled(random).iterator();
        var hills = Hill.some(random);
        double allSales =
                Arrondissement.ALL.stream().mapToInt(Arrondissement::sales).sum();
        for (var arrondissement : Arrondissement.ALL) {
            long streets = Math.round(STREETS * arrondissement.sales() / allSales);
            var lastPlot = new HashMap<String, Integer>();
            for (int street = 0; street < streets; street++) {
                var code = "%04d".formatted(arrondissement.number() * 400 + street);
                addStreet(arrondissement, names.next(), code, hills, lastPlot, random);
            }
        }
        centre();
        salesUpTo = cumulatedSales(allSales);
    }

    private void addStreet(
            Arrondissement where,
            String name,
            String code,
            List<Hill> hills,
            Map<String, Integer> lastPlot,
            Random random) {
        double angle = random.nextDouble() * 2 * Math.PI;
        double distance = Math.sqrt(random.nextDouble()) * 0.85;
        double x = distance * StrictMath.cos(angle);
        double y = distance * StrictMath.sin(angle);
        double heading = random.nextDouble() * Math.PI;
        double streetEffect = random.nextGaussian() * 0.07;
        int houses = 4 + random.nextInt(9);
        int number = 1 + random.nextInt(20);
        for (int house = 0; house < houses; house++) {
            double along = (house / (double) houses - 0.5) * 0.25;
            double longitude = where.longitude() + where.east() * (x + along * StrictMath.cos(heading));
            double latitude = where.latitude() + where.north() * (y + along * StrictMath.sin(heading));
            var section = section(x, y);
            int plot = lastPlot.merge(section, 1 + random.nextInt(3), Integer::sum);
            double effect = StrictMath.log(where.level())
                    + streetEffect
                    + random.nextGaussian() * 0.06
                    + Hill.height(hills, longitude * KM_PER_LONGITUDE, latitude * KM_PER_LATITUDE);
            var parcel = where.commune() + "000" + section + "%04d".formatted(plot);
            buildings.add(new Building(where, name, code, number, parcel, longitude, latitude, effect));
            number += 1 + random.nextInt(4);
        }
    }

    /** Cadastral sections are a grid of four by four. */
    private static String section(double x, double y) {
        int column = Math.min(3, (int) ((x + 1) * 2));
        int row = Math.min(3, (int) ((y + 1) * 2));
        return "A" + (char) ('A' + row * 4 + column);
    }

    /** The sale in the middle of the market has an effect of 0. */
    private void centre() {
        var ordered = buildings.stream()
                .sorted(Comparator.comparingDouble(Building::effect))
                .toList();
        double middle = ordered.get(ordered.size() / 2).effect();
        buildings.replaceAll(building -> new Building(
                building.arrondissement(),
                building.street(),
                building.streetCode(),
                building.number(),
                building.parcel(),
                building.longitude(),
                building.latitude(),
                building.effect() - middle));
    }

    private double[] cumulatedSales(double allSales) {
        var perArrondissement = new HashMap<Integer, Integer>();
        buildings.forEach(
                building -> perArrondissement.merge(building.arrondissement().number(), 1, Integer::sum));
        var upTo = new double[buildings.size()];
        double sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            var where = buildings.get(i).arrondissement();
            sum += where.sales() / allSales / perArrondissement.get(where.number());
            upTo[i] = sum;
        }
        return upTo;
    }

    Building any(Random random) {
        double wanted = random.nextDouble() * salesUpTo[salesUpTo.length - 1];
        int found = Arrays.binarySearch(salesUpTo, wanted);
        return buildings.get(Math.min(buildings.size() - 1, found < 0 ? -found - 1 : found));
    }

    /** A quarter that people like more, or less, than its arrondissement. */
    private record Hill(double x, double y, double radius, double height) {

        static List<Hill> some(Random random) {
            var hills = new ArrayList<Hill>();
            for (int i = 0; i < 40; i++) {
                double longitude = 2.26 + random.nextDouble() * 0.15;
                double latitude = 48.82 + random.nextDouble() * 0.08;
                hills.add(new Hill(
                        longitude * KM_PER_LONGITUDE,
                        latitude * KM_PER_LATITUDE,
                        0.3 + random.nextDouble() * 0.5,
                        random.nextGaussian() * 0.07));
            }
            return hills;
        }

        static double height(List<Hill> hills, double x, double y) {
            double sum = 0;
            for (var hill : hills) {
                double dx = (x - hill.x) / hill.radius;
                double dy = (y - hill.y) / hill.radius;
                sum += hill.height * StrictMath.exp(-(dx * dx + dy * dy) / 2);
            }
            return sum;
        }
    }
}
