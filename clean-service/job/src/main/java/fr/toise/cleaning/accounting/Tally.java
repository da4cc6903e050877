package fr.toise.cleaning.accounting;

import fr.toise.cleaning.judging.Candidate;
import fr.toise.cleaning.judging.Field;
import fr.toise.cleaning.judging.Line;
import fr.toise.cleaning.judging.Sale;
import fr.toise.contracts.event.Funnel;
import fr.toise.contracts.event.LandedFile;
import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.CleaningReport;
import fr.toise.contracts.job.CleaningReport.FileLines;
import fr.toise.contracts.job.DatasetProfile;
import fr.toise.contracts.job.DatasetProfile.ColumnProfile;
import fr.toise.contracts.job.DatasetProfile.Histogram.Scale;
import fr.toise.contracts.job.RejectedLines;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What became of the lines that one task has seen. Put together, tallies are the account of all lines. */
public final class Tally implements Serializable {

    private static final int MOST_VALUES_TO_LIST = 10_000;
    /** More than there are communes. */
    private static final int MOST_VALUES = 100_000;

    private static final double A_TENTH_OF_A_PERCENT = 1.001;

    private final Counts counts = new Counts();
    private final Map<Integer, Counts> byYear = new HashMap<>();
    private final Map<String, Counts> byDepartment = new HashMap<>();
    private final Map<Integer, long[]> files = new HashMap<>();
    private final Map<String, Samples> samples = new HashMap<>();
    private long ids;
    private long idsOverCommunes;

    /** By place in {@link Column#ALL}; null for a column of words. */
    private final Bins[] bins = Column.ALL.stream().map(Column::bins).toArray(Bins[]::new);

    private final long[] filled = new long[Column.ALL.size()];
    private final Map<String, Values> values = new HashMap<>();
    private final Map<YearMonth, Long> salesByMonth = new HashMap<>();
    private final Bins pricesPerSquareMetre = new Bins(Scale.LOG, A_TENTH_OF_A_PERCENT, "EUR/m²", 100);
    private final Correlations correlations = new Correlations();
    private final Cells cells = new Cells();
    private LocalDate from;
    private LocalDate through;
    private long kept;

    /** @param lines of which the other two are parts */
    public void linesRead(int file, long lines, long otherDepartment, long unreadable) {
        merge(files, file, new long[] {lines, otherDepartment, unreadable});
    }

    private static void merge(Map<Integer, long[]> files, int file, long[] more) {
        var lines = files.computeIfAbsent(file, none -> new long[more.length]);
        Arrays.setAll(lines, each -> lines[each] + more[each]);
    }

    /** A line of which nothing can be said but that it is there. */
    public void lineDropped(String rule, int file, byte[] line) {
        counts.dropped(rule, 1, 0);
        sample(rule, file, line);
    }

    public void lineDropped(String rule, Line line) {
        dropped(rule, year(line), line.get(Field.CODE_DEPARTEMENT), 1, 0);
        sample(rule, line.file(), line.bytes());
    }

    private static Integer year(Line line) {
        var date = line.get(Field.DATE_MUTATION);
        if (date == null || date.length() < 5 || date.charAt(4) != '-') {
            return null;
        }
        try {
            return Integer.valueOf(date.substring(0, 4));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    public void saleDropped(String rule, Sale sale) {
        dropped(
                rule,
                sale.date() == null ? null : sale.date().getYear(),
                sale.department(),
                sale.lines().size(),
                1);
        sale.lines().forEach(line -> sample(rule, line.file(), line.bytes()));
    }

    public void candidateDropped(String rule, Candidate sale) {
        dropped(rule, sale.date().getYear(), sale.department(), sale.lines(), 1);
        sample(rule, sale.file(), sale.line());
    }

    private void dropped(String rule, Integer year, String department, long lines, long sales) {
        counts.dropped(rule, lines, sales);
        if (year != null) {
            byYear.computeIfAbsent(year, none -> new Counts()).dropped(rule, lines, sales);
        }
        if (isCode(department)) {
            byDepartment.computeIfAbsent(department, none -> new Counts()).dropped(rule, lines, sales);
        }
    }

    /** {@code 75}, {@code 2A} or {@code 974}: there can be no more of them than a report has room for, whatever stands in a file. */
    private static boolean isCode(String department) {
        if (department.length() < 2 || department.length() > 3) {
            return false;
        }
        for (int at = 0; at < department.length(); at++) {
            if ("0123456789AB".indexOf(department.charAt(at)) < 0) {
                return false;
            }
        }
        return true;
    }

    private void sample(String rule, int file, byte[] line) {
        samples.computeIfAbsent(rule, none -> new Samples()).add(file, line);
    }

    /** @param sales all those of one id of the publisher's */
    public void id(List<Sale> sales) {
        ids++;
        if (sales.size() > 1) {
            var communes = new HashSet<String>();
            sales.forEach(sale -> communes.add(sale.commune()));
            idsOverCommunes += communes.size() > 1 ? 1 : 0;
        }
    }

    /** A sale that no rule took. */
    public void kept(Candidate sale) {
        kept++;
        counts.kept(sale.lines());
        byYear.computeIfAbsent(sale.date().getYear(), none -> new Counts()).kept(sale.lines());
        if (isCode(sale.department())) {
            byDepartment
                    .computeIfAbsent(sale.department(), none -> new Counts())
                    .kept(sale.lines());
        }
        salesByMonth.merge(YearMonth.from(sale.date()), 1L, Long::sum);
        from = from == null || sale.date().isBefore(from) ? sale.date() : from;
        through = through == null || sale.date().isAfter(through) ? sale.date() : through;
        for (int at = 0; at < filled.length; at++) {
            var column = Column.ALL.get(at);
            if (column.isNumber()) {
                add(at, column.number().applyAsDouble(sale));
            } else {
                add(at, column.word().apply(sale));
            }
        }
        pricesPerSquareMetre.add(sale.pricePerSquareMetre());
        correlations.add(sale);
        cells.add(sale);
    }

    private void add(int at, double number) {
        if (!Double.isNaN(number)) {
            filled[at]++;
            bins[at].add(number);
        }
    }

    private void add(int at, Object word) {
        if (word != null) {
            filled[at]++;
            if (Column.ALL.get(at).isListed()) {
                values(Column.ALL.get(at).name()).add(word.toString());
            }
        }
    }

    /** Adds all of the other one to this one. */
    public Tally merge(Tally other) {
        counts.merge(other.counts);
        other.byYear.forEach((year, more) ->
                byYear.computeIfAbsent(year, none -> new Counts()).merge(more));
        other.byDepartment.forEach((department, more) ->
                byDepartment.computeIfAbsent(department, none -> new Counts()).merge(more));
        other.files.forEach((file, more) -> merge(files, file, more));
        other.samples.forEach((rule, more) ->
                samples.computeIfAbsent(rule, none -> new Samples()).merge(more));
        ids += other.ids;
        idsOverCommunes += other.idsOverCommunes;
        mergeKept(other);
        return this;
    }

    private void mergeKept(Tally other) {
        kept += other.kept;
        for (int at = 0; at < filled.length; at++) {
            filled[at] += other.filled[at];
            if (bins[at] != null) {
                bins[at].merge(other.bins[at]);
            }
        }
        other.values.forEach((column, more) -> values(column).merge(more));
        other.salesByMonth.forEach((month, more) -> salesByMonth.merge(month, more, Long::sum));
        pricesPerSquareMetre.merge(other.pricesPerSquareMetre);
        correlations.merge(other.correlations);
        cells.merge(other.cells);
        if (other.kept > 0) {
            from = from == null || other.from.isBefore(from) ? other.from : from;
            through = through == null || other.through.isAfter(through) ? other.through : through;
        }
    }

    /** @param rules all there are, in the order in which they were applied; the first drops lines of other départements */
    public CleaningReport report(CleaningArguments arguments, List<String> rules) {
        var lines = files(arguments.files());
        var all = new Counts();
        all.dropped(
                rules.get(0),
                lines.stream().mapToLong(FileLines::otherDepartment).sum(),
                0);
        all.merge(counts);
        return new CleaningReport(
                arguments.dataset(),
                arguments.version(),
                arguments.snapshot(),
                arguments.madeUp(),
                arguments.scope(),
                all.funnel(rules),
                lines,
                from,
                through,
                salesByYear(rules),
                pricesPerSquareMetre.quantile(0.5),
                ids == 0 ? 0 : (double) idsOverCommunes / ids);
    }

    private List<FileLines> files(List<LandedFile> landed) {
        return IntStream.range(0, landed.size())
                .mapToObj(file -> {
                    var lines = files.getOrDefault(file, new long[3]);
                    return new FileLines(landed.get(file).uri(), lines[0], lines[1], lines[2]);
                })
                .toList();
    }

    private SortedMap<Integer, Long> salesByYear(List<String> rules) {
        var sales = new TreeMap<Integer, Long>();
        byYear.forEach((year, counted) -> {
            long number = counted.funnel(rules).salesKept();
            if (number > 0) {
                sales.put(year, number);
            }
        });
        return sales;
    }

    /** @param rules as for the report */
    public DatasetProfile profile(List<String> rules) {
        var ofAsked = rules.subList(1, rules.size());
        var categories = new TreeMap<String, SortedMap<String, Long>>();
        for (var column : List.of("type", "department", "commune")) {
            categories.put(column, values(column).counts());
        }
        return new DatasetProfile(
                funnels(byYear, ofAsked),
                funnels(byDepartment, ofAsked),
                IntStream.range(0, filled.length).mapToObj(this::profile).toList(),
                salesByMonth(),
                categories,
                cells.map(),
                correlations.correlation());
    }

    private static <K> SortedMap<K, Funnel> funnels(Map<K, Counts> counts, Collection<String> rules) {
        var funnels = new TreeMap<K, Funnel>();
        counts.forEach((key, counted) -> funnels.put(key, counted.funnel(rules)));
        return funnels;
    }

    private SortedMap<String, Long> salesByMonth() {
        var months = new TreeMap<String, Long>();
        salesByMonth.forEach((month, sales) -> months.put(month.toString(), sales));
        return months;
    }

    private ColumnProfile profile(int at) {
        var column = Column.ALL.get(at);
        return new ColumnProfile(
                column.name(),
                filled[at],
                kept - filled[at],
                column.isNumber() ? bins[at].numbers() : null,
                column.isListed() ? values(column.name()).top(MOST_VALUES_TO_LIST) : null);
    }

    private Values values(String column) {
        return values.computeIfAbsent(column, none -> new Values(MOST_VALUES));
    }

    /**
     * @param reasons one sentence for a person by name of rule
     * @param uris    of the landed files
     */
    public List<RejectedLines> rejected(Map<String, String> reasons, List<String> uris) {
        return reasons.entrySet().stream()
                .map(rule -> {
                    var drawn = samples.get(rule.getKey());
                    return drawn == null
                            ? null
                            : new RejectedLines(
                                    rule.getKey(), rule.getValue(), counts.lines(rule.getKey()), drawn.samples(uris));
                })
                .filter(Objects::nonNull)
                .toList();
    }
}
