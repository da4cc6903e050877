package fr.toise.clean.gate;

import fr.toise.contracts.event.Funnel;
import fr.toise.contracts.event.Funnel.Dropped;
import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.CleaningReport.FileLines;
import fr.toise.contracts.job.DatasetProfile;
import fr.toise.contracts.job.DatasetProfile.ColumnProfile;
import fr.toise.contracts.job.DatasetProfile.Correlation;
import fr.toise.contracts.job.DatasetProfile.Histogram;
import fr.toise.contracts.job.DatasetProfile.Histogram.Scale;
import fr.toise.contracts.job.DatasetProfile.Numbers;
import fr.toise.contracts.job.DatasetProfile.SalesMap;
import fr.toise.contracts.job.DatasetProfile.SalesMap.Cell;
import fr.toise.contracts.job.DatasetProfile.ValueCount;
import fr.toise.contracts.job.PropertyType;
import fr.toise.contracts.job.SalesScope;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a job might say of the flats of Paris, to be changed in one point by a test. */
public record ExampleSales(
        SortedMap<Integer, Long> byYear,
        long housesSold,
        double median,
        double idsOverCommunes,
        long unreadable,
        double priceLevel,
        List<String> communes) {

    private static final SalesScope FLATS_OF_PARIS = new SalesScope(List.of("75"), List.of(PropertyType.FLAT));
    private static final List<String> CORRELATED = List.of("price", "price_per_square_metre", "area", "rooms");

    public static ExampleSales usual() {
        return new ExampleSales(
                new TreeMap<>(Map.of(2021, 400L, 2022, 400L, 2023, 200L)),
                100,
                10_000,
                0.01,
                3,
                1,
                List.of("75109", "75110"));
    }

    public ExampleSales withYear(int year, long sales) {
        var changed = new TreeMap<>(byYear);
        changed.put(year, sales);
        return new ExampleSales(changed, housesSold, median, idsOverCommunes, unreadable, priceLevel, communes);
    }

    public ExampleSales withoutYear(int year) {
        var changed = new TreeMap<>(byYear);
        changed.remove(year);
        return new ExampleSales(changed, housesSold, median, idsOverCommunes, unreadable, priceLevel, communes);
    }

    public ExampleSales withHousesSold(long houses) {
        return new ExampleSales(byYear, houses, median, idsOverCommunes, unreadable, priceLevel, communes);
    }

    public ExampleSales withMedian(double euros) {
        return new ExampleSales(byYear, housesSold, euros, idsOverCommunes, unreadable, priceLevel, communes);
    }

    public ExampleSales withIdsOverCommunes(double share) {
        return new ExampleSales(byYear, housesSold, median, share, unreadable, priceLevel, communes);
    }

    public ExampleSales withUnreadable(long lines) {
        return new ExampleSales(byYear, housesSold, median, idsOverCommunes, lines, priceLevel, communes);
    }

    /** @param level times the usual prices */
    public ExampleSales withPriceLevel(double level) {
        return new ExampleSales(byYear, housesSold, median, idsOverCommunes, unreadable, level, communes);
    }

    public ExampleSales withCommunes(String... codes) {
        return new ExampleSales(
                byYear, housesSold, median, idsOverCommunes, unreadable, priceLevel, Arrays.asList(codes));
    }

    public long kept() {
        return byYear.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Each version of a snapshot of its own. */
    Account account(String version) {
        return account(version, "s-" + version);
    }

    Account account(String version, String snapshot) {
        return new Account(report("geo-dvf", version, snapshot, false, FLATS_OF_PARIS), profile());
    }

    public CleaningReport report(CleaningArguments arguments) {
        return report(
                arguments.dataset(), arguments.version(), arguments.snapshot(), arguments.madeUp(), arguments.scope());
    }

    private CleaningReport report(String dataset, String version, String snapshot, boolean madeUp, SalesScope scope) {
        var funnel = funnel(kept());
        return new CleaningReport(
                dataset,
                version,
                snapshot,
                madeUp,
                scope,
                funnel,
                List.of(
                        new FileLines("s3://toise-raw/" + dataset + "/" + snapshot + "/2022.csv", 1_000, 0, 1),
                        new FileLines(
                                "s3://toise-raw/" + dataset + "/" + snapshot + "/2023.csv",
                                funnel.linesRead(),
                                500,
                                unreadable)),
                LocalDate.of(byYear.firstKey(), 1, 4),
                LocalDate.of(byYear.lastKey(), 6, 30),
                byYear,
                median,
                idsOverCommunes);
    }

    private Funnel funnel(long kept) {
        return new Funnel(
                500 + 2 * (kept + housesSold),
                kept + housesSold,
                kept,
                List.of(
                        new Dropped("other-department", 500, 0),
                        new Dropped("unreadable-line", unreadable, 0),
                        new Dropped("house", 2 * housesSold, housesSold)));
    }

    public DatasetProfile profile() {
        var years = new TreeMap<Integer, Funnel>();
        byYear.forEach((year, sales) -> years.put(year, funnel(sales)));
        var months = new TreeMap<String, Long>();
        byYear.forEach((year, sales) -> {
            months.put(year + "-01", sales / 2);
            months.put(year + "-02", sales - sales / 2);
        });
        var perCommune = new TreeMap<String, Long>();
        communes.forEach(commune -> perCommune.put(commune, kept() / communes.size()));
        return new DatasetProfile(
                years,
                new TreeMap<>(Map.of("75", funnel(kept()))),
                columns(perCommune),
                months,
                new TreeMap<>(Map.of(
                        "type", new TreeMap<>(Map.of("FLAT", kept())),
                        "department", new TreeMap<>(Map.of("75", kept())),
                        "commune", perCommune)),
                new SalesMap(0.01, cells()),
                correlation());
    }

    private List<ColumnProfile> columns(SortedMap<String, Long> perCommune) {
        return List.of(
                new ColumnProfile("sale_id", kept(), 0, null, null),
                new ColumnProfile(
                        "commune",
                        kept(),
                        0,
                        null,
                        perCommune.entrySet().stream()
                                .map(commune -> new ValueCount(commune.getKey(), commune.getValue()))
                                .toList()),
                numbers("price", 400_000 * priceLevel, "EUR"),
                numbers("price_per_square_metre", 10_000 * priceLevel, "EUR/m²"),
                numbers("area", 40, "m²"),
                new ColumnProfile("land_area", 0, kept(), null, null));
    }

    /** Ten bins of equal counts around a middle. */
    private ColumnProfile numbers(String name, double middle, String unit) {
        var counts = new TreeMap<Integer, Long>();
        int middleBin = (int) Math.round(Math.log(middle) / Math.log(1.05));
        for (int bin = -5; bin < 5; bin++) {
            counts.put(middleBin + bin, kept() / 10);
        }
        return new ColumnProfile(
                name,
                kept(),
                0,
                new Numbers(
                        middle * 0.8,
                        middle * 1.2,
                        middle,
                        middle * 0.1,
                        middle * 0.82,
                        middle * 0.9,
                        middle,
                        middle * 1.1,
                        middle * 1.18,
                        new Histogram(Scale.LOG, 1.05, unit, counts)),
                null);
    }

    private static List<Cell> cells() {
        var cells = new ArrayList<Cell>();
        for (int cell = 0; cell < 24; cell++) {
            double euros = 8_000 + 250 * cell;
            cells.add(new Cell(2.285 + 0.01 * (cell % 6), 48.845 + 0.01 * (cell / 6), 3 + cell, 40 * euros, euros));
        }
        return cells;
    }

    private static Correlation correlation() {
        return new Correlation(
                CORRELATED,
                List.of(
                        List.of(1.0, 0.31, 0.92, 0.84),
                        List.of(0.31, 1.0, -0.04, -0.11),
                        List.of(0.92, -0.04, 1.0, 0.88),
                        Arrays.asList(0.84, -0.11, 0.88, null)));
    }
}
