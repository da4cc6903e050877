package fr.toise.bench.nation;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.time.Year;
import java.util.List;

/** One file of the country's sales, département after département and day after day, as the official ones are. */
final class NationalYear {

    private static final String SALE = "Vente";
    private static final String OFF_PLAN = "Vente en l'état futur d'achèvement";
    private static final double COPIED = 0.05;
    private static final int FLUSHED = 1 << 20;

    private final int year;
    private final List<Department> departments;
    private final List<List<Commune>> communes;
    private final Chance chance;
    private final Deed deed;

    private final Text out = new Text();
    private final Text id = new Text();
    private final Text date = new Text();
    private final Text price = new Text();
    private long written;
    private long number;

    /** @param communes of each département, in the order of those */
    NationalYear(int year, List<Department> departments, List<List<Commune>> communes, long seed) {
        this.year = year;
        this.departments = departments;
        this.communes = communes;
        this.chance = new Chance(seed * 1_000_003 + year);
        this.deed = new Deed(chance, Layout.of(year));
    }

    /** @param size of the file, in bytes; it ends with the sale that reaches it */
    void writeTo(OutputStream file, long size) throws IOException {
        out.add(Layout.of(year).header()).add((byte) '\n');
        double shares = departments.stream().mapToDouble(Department::share).sum();
        double share = 0;
        for (int each = 0; each < departments.size(); each++) {
            long from = (long) (size * share / shares);
            share += departments.get(each).share();
            write(departments.get(each), communes.get(each), from, (long) (size * share / shares), file);
        }
        flush(file);
    }

    private void write(Department department, List<Commune> communes, long from, long to, OutputStream file)
            throws IOException {
        int days = Year.of(year).length();
        int lastDay = 0;
        for (long at = written + out.length(); at < to; at = written + out.length()) {
            int day = (int) Math.max(0, Math.min(days - 1, (at - from) * days / Math.max(1, to - from)));
            if (day != lastDay || date.length() == 0) {
                date.clear().add(LocalDate.ofYearDay(year, day + 1).toString());
                lastDay = day;
            }
            sell(department, communes);
            if (out.length() > FLUSHED) {
                flush(file);
            }
        }
        date.clear();
    }

    private void flush(OutputStream file) throws IOException {
        file.write(out.bytes(), 0, out.length());
        written += out.length();
        out.clear();
    }

    private void sell(Department department, List<Commune> communes) {
        nextId();
        var commune = any(communes);
        double kind = chance.between(0, 1);
        if (kind < 0.055) {
            flat(OFF_PLAN, commune, perSquareMetre(commune));
        } else if (kind < 0.060) {
            flat("Echange", commune, perSquareMetre(commune));
        } else if (kind < 0.066) {
            flat("Adjudication", commune, 0.7 * perSquareMetre(commune));
        } else if (kind < 0.067) {
            flat("Expropriation", commune, perSquareMetre(commune));
        } else if (kind < 0.071 + 0.26 * (1 - department.flats())) {
            fields(commune);
        } else if (kind < 0.36) {
            withOthers(commune);
        } else if (chance.happens(department.flats())) {
            flat(SALE, commune, perSquareMetre(commune));
            if (chance.happens(0.006)) {
                stranger(communes);
            }
        } else {
            house(commune);
        }
    }

    private void nextId() {
        id.clear().number(year).add((byte) '-').number(++number);
    }

    /** The first ones have the most sales. */
    private Commune any(List<Commune> communes) {
        double place = chance.between(0, 1);
        return communes.get((int) (communes.size() * (communes.size() > 30 ? place * place : place)));
    }

    private double perSquareMetre(Commune commune) {
        double bell = chance.bell();
        double factor =
                chance.happens(0.012) ? (chance.happens(0.5) ? chance.between(3, 12) : 1 / chance.between(3, 12)) : 1;
        return commune.price() * factor * StrictMath.exp(0.24 * bell + 0.02 * (year - 2020));
    }

    private void flat(String nature, Commune commune, double perSquareMetre) {
        double area = chance.happens(0.004) ? chance.between(2, 12) : area(48, 0.5);
        priced(Math.max(area, 20) * perSquareMetre);
        deed.begin(date, 1, nature, price).at(commune);
        addFlat(area, commune);
        for (int outbuildings = chance.below(3); outbuildings > 0; outbuildings--) {
            deed.outbuilding(true);
        }
        if (chance.happens(0.01)) {
            deed.field(chance.between(20, 400));
        }
        if (chance.happens(0.003)) {
            deed.unknown();
        }
        sign();
    }

    /** Another sale of the same day and price may get the same id; so does another part of the same contract. */
    private void stranger(List<Commune> communes) {
        boolean samePart = chance.happens(0.7);
        var commune = any(communes);
        double area = area(48, 0.5);
        deed.begin(date, samePart ? 1 : 2, SALE, price).at(commune);
        addFlat(area, commune);
        sign();
    }

    private double area(double middle, double spread) {
        return middle * StrictMath.exp(spread * chance.bell());
    }

    private void addFlat(double area, Commune commune) {
        boolean measured = chance.happens(0.66);
        double built = chance.happens(0.01) ? 0 : Math.max(1, area * (1 + 0.03 * chance.bell()));
        // now and then the area of one room, or of the whole house
        double carrez = chance.happens(0.012) ? area * (chance.happens(0.5) ? 0.2 : 9) : area;
        deed.flat(built, measured ? carrez : 0, (int) Math.max(1, Math.round(0.7 + area / 26)));
    }

    private void house(Commune commune) {
        double area = area(100, 0.3);
        priced(area * perSquareMetre(commune) * 0.8);
        deed.begin(date, 1, SALE, price).at(commune);
        double land = chance.happens(0.03) ? chance.between(4_000, 20_000) : area(600, 0.7);
        deed.house(chance.happens(0.006) ? 0 : area, (int) Math.max(2, Math.round(area / 24)), land);
        if (chance.happens(0.3)) {
            deed.outbuilding(false);
        }
        if (chance.happens(0.2)) {
            deed.field(chance.between(50, 3_000));
        }
        sign();
    }

    private void fields(Commune commune) {
        priced(chance.between(500, 60_000));
        deed.begin(date, 1, chance.happens(0.02) ? "Vente terrain à bâtir" : SALE, price)
                .at(commune);
        for (int fields = 1 + chance.below(4); fields > 0; fields--) {
            deed.field(area(2_000, 1));
        }
        sign();
    }

    /** A shop, a cellar, or more than one flat. */
    private void withOthers(Commune commune) {
        int flats = chance.below(4);
        double area = area(60, 0.6);
        priced(area * perSquareMetre(commune));
        deed.begin(date, 1, SALE, price).at(commune);
        for (int flat = 0; flat < flats; flat++) {
            addFlat(area(45, 0.4), commune);
        }
        if (flats < 2 && chance.happens(0.5)) {
            deed.shop(area);
        } else {
            deed.outbuilding(true);
        }
        sign();
    }

    private void priced(double amount) {
        price.clear();
        if (chance.happens(0.012)) {
            price.add(chance.of(List.of("", "0", "1", "1", "15", "1500", "20000")));
        } else if (chance.happens(0.04)) {
            price.decimal(amount, 2);
        } else {
            price.number(Math.round(amount / 500) * 500);
        }
    }

    /** Writes the sale down; a few are published twice, under two ids. */
    private void sign() {
        deed.addTo(out, id, COPIED);
        if (chance.happens(0.003)) {
            nextId();
            deed.addTo(out, id, COPIED);
        }
    }
}
