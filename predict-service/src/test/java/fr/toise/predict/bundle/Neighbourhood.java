package fr.toise.predict.bundle;

import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up sales in a few streets, dense enough to carry a market's level. */
public final class Neighbourhood {

    public static final LocalDate FIRST_DAY = LocalDate.of(2022, 1, 3);

    private static final int SALES = 900;
    private static final int DAYS = 400;
    private static final int FEW = 3;
    public static final double WEST = 0.06;

    private record Corner(String street, String code, int arrondissement, double longitude, double latitude) {}

    private static final List<Corner> STREETS = List.of(
            new Corner("RUE TURGOT", "9508", 9, 2.3440, 48.8800),
            new Corner("RUE RODIER", "8279", 9, 2.3452, 48.8790),
            new Corner("BD BARBES", "0662", 18, 2.3490, 48.8860),
            new Corner("RUE DU FBG POISSONNIERE", "7551", 10, 2.3485, 48.8800),
            new Corner("AV DE SAINT OUEN", "8613", 18, 2.3270, 48.8900));

    private Neighbourhood() {}

    /** The same every time. */
    public static List<Sale> sales() {
        var random = new Random(7);
        var sales = new ArrayList<Sale>();
        for (int i = 0; i < SALES; i++) {
            sales.add(sale(i, random));
        }
        for (int i = 0; i < FEW; i++) {
            sales.add(saleElsewhere(i));
        }
        return sales;
    }

    /** The same, and as many a little to the west, in another département, whose sales end on a day. */
    public static List<Sale> salesWithOthersWestUntil(LocalDate end) {
        var sales = new ArrayList<>(sales());
        sales().stream()
                .filter(sale ->
                        sale.department().equals("75") && sale.saleDate().isBefore(end))
                .map(sale -> new Sale(
                        sale.saleId() + "-west",
                        sale.saleDate(),
                        sale.price(),
                        "92",
                        "92044",
                        "Levallois-Perret",
                        "92300",
                        "92044" + sale.parcel().substring(5),
                        "92044" + sale.streetCode().substring(5),
                        sale.streetNumber(),
                        null,
                        sale.streetName(),
                        sale.builtArea(),
                        null,
                        sale.area(),
                        sale.rooms(),
                        sale.outbuildings(),
                        sale.longitude() - WEST,
                        sale.latitude()))
                .forEach(sales::add);
        return sales;
    }

    /** In a département with too few of them to say anything; its address is the first of all in the alphabet. */
    private static Sale saleElsewhere(int i) {
        return new Sale(
                "made-up-elsewhere-%d".formatted(i),
                FIRST_DAY,
                300_000 + i * 10_000,
                "92",
                "92024",
                "Clichy",
                "92110",
                "92024000AB0001",
                "92024-0001",
                1,
                null,
                "ALL DU LAC",
                40.0,
                null,
                40.0,
                2,
                0,
                2.3,
                48.905);
    }

    private static Sale sale(int i, Random random) {
        var corner = STREETS.get(random.nextInt(STREETS.size()));
        int number = 1 + random.nextInt(40);
        double area = 18 + random.nextInt(70);
        double price = Math.round(area * (8_500 + 120 * corner.arrondissement() + 900 * random.nextGaussian()));
        var commune = "751%02d".formatted(corner.arrondissement());
        return new Sale(
                "made-up-%04d".formatted(i),
                FIRST_DAY.plusDays(i * DAYS / SALES),
                price,
                "75",
                commune,
                "Paris %de Arrondissement".formatted(corner.arrondissement()),
                "750%02d".formatted(corner.arrondissement()),
                commune + "000BD%04d".formatted(number),
                commune + "-" + corner.code(),
                number,
                null,
                corner.street(),
                area,
                null,
                area,
                Math.max(1, (int) area / 20),
                random.nextInt(2),
                corner.longitude() + number * 0.00005,
                corner.latitude() + number * 0.00005);
    }
}
