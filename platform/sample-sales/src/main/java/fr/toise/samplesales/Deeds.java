package fr.toise.samplesales;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.Random;

/** The sales of one year from its first day to its last: most of them what an estimate can learn from, and some of each kind that it must not. */
final class Deeds implements Iterator<Deed> {

    private static final String SALE = "Vente";

    private final City city;
    private final Random random;
    private final int year;
    private final int sales;
    private final Queue<Deed> waiting = new ArrayDeque<>();
    private int made;

    Deeds(City city, int year, int sales, long seed) {
        this.city = city;
        this.year = year;
        this.sales = sales;
        this.random = new Random(seed * 31 + year);
    }

    @Override
    public boolean hasNext() {
        return !waiting.isEmpty() || made < sales;
    }

    @Override
    public Deed next() {
        if (waiting.isEmpty()) {
            if (made >= sales) {
                throw new NoSuchElementException();
            }
            waiting.add(make());
        }
        return waiting.remove();
    }

    private Deed make() {
        var date = date();
        var building = city.any(random);
        double kind = random.nextDouble();
        if (kind < 0.005) {
            return twoUnderOneId(date, building);
        } else if (kind < 0.03) {
            return severalFlats(date, building);
        } else if (kind < 0.05) {
            return shop(date, building);
        } else if (kind < 0.07) {
            return flat(date, "Vente en l'état futur d'achèvement", building, 1.12);
        } else if (kind < 0.075) {
            return flat(date, "Echange", building, 0.7);
        } else if (kind < 0.083) {
            return flat(date, "Adjudication", building, 0.75);
        } else if (kind < 0.095) {
            return symbolic(date, building);
        } else if (kind < 0.10) {
            return house(date, building);
        } else if (kind < 0.12) {
            return onlyACellar(date, building);
        } else if (kind < 0.124) {
            return withTheWrongArea(date, building);
        } else {
            return flat(date, SALE, building, 1);
        }
    }

    /** Sales are spread evenly; notaries do not work on weekends. */
    private LocalDate date() {
        int dayOfYear = (int) ((long) made * Year.of(year).length() / sales) + 1;
        var date = LocalDate.ofYearDay(year, dayOfYear);
        if (date.getDayOfWeek() == DayOfWeek.SATURDAY && dayOfYear > 1) {
            return date.minusDays(1);
        }
        return date.getDayOfWeek() == DayOfWeek.SUNDAY && dayOfYear > 2 ? date.minusDays(2) : date;
    }

    private Deed flat(LocalDate date, String nature, Building building, double factor) {
        double area = area(building);
        double price = price(date, building, area) * factor;
        var premises = new ArrayList<>(List.of(Premises.flat(area, random)));
        for (int outbuildings = outbuildings(); outbuildings > 0; outbuildings--) {
            premises.add(Premises.outbuilding(random));
        }
        return deed(date, nature, euros(price), building, premises);
    }

    private double area(Building building) {
        double area = building.arrondissement().medianArea() * StrictMath.exp(random.nextGaussian() * 0.6);
        return Math.max(9, Math.min(320, area));
    }

    private int outbuildings() {
        double chance = random.nextDouble();
        return chance < 0.38 ? 0 : chance < 0.84 ? 1 : chance < 0.97 ? 2 : 3;
    }

    private double price(LocalDate date, Building building, double area) {
        return area * perSquareMetre(date, building, area);
    }

    private double perSquareMetre(LocalDate date, Building building, double area) {
        // small flats cost more a square metre; a few sales are between relatives or of ruins
        double size = -0.06 * StrictMath.log(area / building.arrondissement().medianArea());
        double noise = random.nextGaussian() * (random.nextDouble() < 0.03 ? 0.5 : 0.15);
        return MarketLevel.on(date) * StrictMath.exp(building.effect() + size + noise);
    }

    private static String euros(double price) {
        return String.valueOf(Math.round(price / 500) * 500);
    }

    /** The publisher numbers sales by date and price, so two that agree in both may get one number. */
    private Deed twoUnderOneId(LocalDate date, Building building) {
        var first = flat(date, SALE, building, 1);
        Building elsewhere;
        do {
            elsewhere = city.any(random);
        } while (elsewhere.arrondissement().equals(building.arrondissement()));
        double area = Double.parseDouble(first.price())
                / perSquareMetre(date, elsewhere, building.arrondissement().medianArea());
        if (made < sales) {
            made++;
            waiting.add(Deed.of(
                    first.id(),
                    date,
                    SALE,
                    first.price(),
                    elsewhere,
                    List.of(Premises.flat(Math.max(9, area), random)),
                    true,
                    random));
        }
        return first;
    }

    private Deed severalFlats(LocalDate date, Building building) {
        var premises = new ArrayList<Premises>();
        double price = 0;
        for (int flats = 2 + random.nextInt(3); flats > 0; flats--) {
            double area = area(building);
            price += price(date, building, area);
            premises.add(Premises.flat(area, random));
        }
        return deed(date, SALE, euros(price), building, premises);
    }

    private Deed shop(LocalDate date, Building building) {
        var premises = new ArrayList<>(List.of(Premises.shop(random)));
        double price = premises.get(0).area() * MarketLevel.on(date) * 0.7;
        if (random.nextBoolean()) {
            double area = area(building);
            premises.add(Premises.flat(area, random));
            price += price(date, building, area);
        }
        return deed(date, SALE, euros(price), building, premises);
    }

    private Deed symbolic(LocalDate date, Building building) {
        var prices = List.of("", "0", "1", "1", "15", "1500", "20000");
        var price = prices.get(random.nextInt(prices.size()));
        return deed(date, SALE, price, building, List.of(Premises.flat(area(building), random)));
    }

    private Deed house(LocalDate date, Building building) {
        double area = 60 + random.nextInt(140);
        return deed(date, SALE, euros(price(date, building, area) * 1.2), building, List.of(Premises.house(area)));
    }

    private Deed onlyACellar(LocalDate date, Building building) {
        return deed(date, SALE, euros(3_000 + random.nextInt(40_000)), building, List.of(Premises.outbuilding(random)));
    }

    /** The area of one room, or of the whole house. */
    private Deed withTheWrongArea(LocalDate date, Building building) {
        double area = area(building);
        double written = random.nextBoolean() ? 2 : area * 12;
        var premises = List.of(Premises.flat(written, random));
        return deed(date, SALE, euros(price(date, building, area)), building, premises);
    }

    private Deed deed(LocalDate date, String nature, String price, Building building, List<Premises> premises) {
        var id = year + "-" + (540_000 + made);
        made++;
        boolean located = random.nextDouble() >= 0.01;
        return Deed.of(id, date, nature, price, building, premises, located, random);
    }
}
