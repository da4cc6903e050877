package fr.toise.valuation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Sales of a town that is not there: every building, street and district has its own price, so that location is worth something. */
public final class MadeUpTown {

    private static final ObjectMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();
    private static final double WEST = 2.30;
    private static final double SOUTH = 48.85;
    private static final double EXTENT = 0.03;
    private static final int STREETS_A_SIDE = 12;

    private final Random random;
    private final double[] streetEffects;
    private final double[] districtEffects = {-0.2, -0.05, 0.1, 0.25};

    private MadeUpTown(long seed) {
        this.random = new Random(seed);
        this.streetEffects =
                random.doubles(STREETS_A_SIDE * STREETS_A_SIDE, -0.15, 0.15).toArray();
    }

    public static List<Sale> sales(int count, LocalDate from, LocalDate through, long seed) {
        return new MadeUpTown(seed).sales(count, from, through);
    }

    private List<Sale> sales(int count, LocalDate from, LocalDate through) {
        var sales = new ArrayList<Sale>(count);
        long days = ChronoUnit.DAYS.between(from, through);
        for (int i = 0; i < count; i++) {
            sales.add(sale(i, from.plusDays(days * i / count)));
        }
        return sales;
    }

    private Sale sale(int number, LocalDate date) {
        int column = random.nextInt(STREETS_A_SIDE);
        int row = random.nextInt(STREETS_A_SIDE);
        int street = row * STREETS_A_SIDE + column;
        int district = (row < STREETS_A_SIDE / 2 ? 0 : 2) + (column < STREETS_A_SIDE / 2 ? 0 : 1);
        int house = 1 + random.nextInt(8);
        double built = Math.max(10, Math.round(Math.exp(3.75 + 0.5 * random.nextGaussian())));
        Double carrez = random.nextDouble() < 0.75 ? built * (0.97 + 0.06 * random.nextDouble()) : null;
        double area = carrez == null ? built : carrez;
        double trend = 0.03 * date.toEpochDay() / 365.25;
        double logPrice = Math.log(9000)
                + trend
                - 0.03 * 50
                + districtEffects[district]
                + streetEffects[street]
                + 0.06 * Math.sin(street * 31.0 + house)
                - 0.05 * (Math.log(area) - 3.75)
                + 0.08 * random.nextGaussian();
        var commune = "7510" + (district + 1);
        return new Sale(
                "s" + number,
                date,
                Math.round(Math.exp(logPrice) * area),
                "75",
                commune,
                "Ville " + (district + 1),
                "7500" + (district + 1),
                commune + "000A" + (char) ('A' + row) + String.format("%04d", column * 10 + house),
                commune + "_" + street,
                house,
                null,
                "RUE INVENTEE " + street,
                built,
                carrez,
                area,
                (int) Math.max(1, Math.round(area / 22)),
                random.nextInt(3) == 0 ? 1 : 0,
                WEST + EXTENT * (column + house / 10.0) / STREETS_A_SIDE,
                SOUTH + EXTENT * row / STREETS_A_SIDE);
    }

    /** The same sale, but for some of its components. */
    public static Sale with(Sale sale, Map<String, Object> changes) {
        var components = JSON.convertValue(sale, new TypeReference<Map<String, Object>>() {});
        components.putAll(changes);
        return JSON.convertValue(components, Sale.class);
    }
}
