package fr.toise.valuation.bundle;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import fr.toise.valuation.Flat;
import fr.toise.valuation.Question;
import fr.toise.valuation.Valuation;
import fr.toise.valuation.Valuation.Warning;
import fr.toise.valuation.features.Comparable;
import fr.toise.valuation.features.FeatureExtractor;
import fr.toise.valuation.features.Features;
import fr.toise.valuation.features.HistorySettings;
import fr.toise.valuation.features.NoEarlierSalesException;
import fr.toise.valuation.features.SalesHistory;
import fr.toise.valuation.network.NetworkEnsemble;
import fr.toise.valuation.network.NetworkEnsemble.Answer;
import fr.toise.valuation.sales.Sale;
import fr.toise.valuation.sales.SalesTable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A loaded model: says what a flat is worth. Immutable. */
public final class Valuer {

    /** The file of a bundle that holds every sale that is known; bundles in which it is the same share what is made of it. */
    public static final String SALES = "sales.csv.gz";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static final int SHOWN_COMPARABLES = 12;
    private static final int FEW_COMPARABLES = 5;
    private static final double FAR_METRES = 500;
    private static final int STALE_DAYS = 180;
    /** Of the value: room for another processor's rounding, and for nothing else. */
    private static final double GOLDEN_TOLERANCE = 1e-3;

    private final Description description;
    private final Learned learned;
    private final FeatureExtractor extractor;
    private final int goldenRows;

    private Valuer(Description description, Learned learned, int goldenRows) {
        this.description = description;
        this.learned = learned;
        this.extractor = new FeatureExtractor(learned.history());
        this.goldenRows = goldenRows;
    }

    /** Writes what was learned as a bundle into a folder, with golden rows taken from given sales. */
    public static void write(Path folder, Description description, Learned learned, List<Sale> golden)
            throws IOException {
        var history = learned.history();
        JSON.writeValue(
                folder.resolve(ModelDocument.FILE).toFile(),
                new ModelDocument(
                        description,
                        learned.served().shape(),
                        history.settings(),
                        learned.encoding(),
                        learned.errors()));
        SalesTable.write(folder.resolve(SALES), history.sales());
        learned.served().write(folder.resolve(ModelDocument.SERVED));
        learned.measured().write(folder.resolve(ModelDocument.MEASURED));
        var valuations = new Valuer(description, learned, golden.size())
                .values(golden.stream()
                        .map(sale -> new Question(sale.flat(), sale.saleDate()))
                        .toList());
        var rows = new ArrayList<GoldenRow>();
        for (int i = 0; i < golden.size(); i++) {
            rows.add(new GoldenRow(
                    golden.get(i).flat(),
                    golden.get(i).saleDate(),
                    valuations.get(i).value()));
        }
        JSON.writeValue(folder.resolve(ModelDocument.GOLDEN_ROWS).toFile(), rows);
    }

    /**
     * Loads a bundle and checks that it answers as its trainer saw it answer.
     *
     * @throws UnfitBundleException when it can't be read or answers otherwise
     */
    public static Valuer open(Path folder) throws UnfitBundleException {
        return open(folder, null);
    }

    /**
     * The same of a bundle whose sales are in memory already.
     *
     * @param known of the same file of sales; null to read it
     * @throws UnfitBundleException when it can't be read or answers otherwise
     */
    public static Valuer open(Path folder, SalesHistory known) throws UnfitBundleException {
        Valuer valuer;
        List<GoldenRow> golden;
        try {
            var document = JSON.readValue(folder.resolve(ModelDocument.FILE).toFile(), ModelDocument.class);
            if (document.encoding() == null || !document.encoding().fitsThisProgram()) {
                throw new UnfitBundleException(
                        "It was made with other features than those of this program: " + FeatureExtractor.NAMES);
            }
            golden = JSON.readValue(folder.resolve(ModelDocument.GOLDEN_ROWS).toFile(), new TypeReference<>() {});
            var learned = new Learned(
                    history(folder, document.history(), known),
                    document.encoding(),
                    NetworkEnsemble.read(folder.resolve(ModelDocument.SERVED), document.shape()),
                    NetworkEnsemble.read(folder.resolve(ModelDocument.MEASURED), document.shape()),
                    document.errors());
            valuer = new Valuer(document.description(), learned, golden.size());
        } catch (NoSuchFileException e) {
            throw new UnfitBundleException(
                    "It has no " + Path.of(e.getFile()).getFileName()
                            + ": it is not whole, or was made by another version of this program",
                    e);
        } catch (IOException | RuntimeException e) {
            throw new UnfitBundleException("It can't be read: " + e.getMessage(), e);
        }
        valuer.check(golden);
        return valuer;
    }

    private static SalesHistory history(Path folder, HistorySettings settings, SalesHistory known) throws IOException {
        if (known == null) {
            return new SalesHistory(SalesTable.read(folder.resolve(SALES)), settings);
        }
        return known.settings().equals(settings) ? known : new SalesHistory(known.sales(), settings);
    }

    private void check(List<GoldenRow> golden) throws UnfitBundleException {
        if (golden.isEmpty()) {
            throw new UnfitBundleException("It has no golden rows");
        }
        for (var row : golden) {
            double value = value(row.flat(), row.on()).value();
            // written so that NaN fails too
            if (!(Math.abs(value - row.value()) <= GOLDEN_TOLERANCE * row.value())) {
                throw new UnfitBundleException(
                        "It says " + value + " of the flat at " + row.flat().longitude() + ", "
                                + row.flat().latitude() + " on " + row.on() + ", where its trainer got " + row.value());
            }
        }
    }

    public Description description() {
        return description;
    }

    public SalesHistory sales() {
        return learned.history();
    }

    /** How many answers were found to be those of its trainer when it was loaded. */
    public int goldenRows() {
        return goldenRows;
    }

    /**
     * What a flat is worth on a day, from the sales strictly before it.
     *
     * @throws NoEarlierSalesException when there are too few of them
     */
    public Valuation value(Flat flat, LocalDate on) {
        return values(List.of(new Question(flat, on))).get(0);
    }

    /**
     * The same of flats that stand at one place, in their order; faster than one by one.
     *
     * @throws NoEarlierSalesException when there are too few of them
     */
    public List<Valuation> valuesAtOnePlace(List<Flat> flats, LocalDate on) {
        return values(
                flats.stream().map(flat -> new Question(flat, on)).toList(),
                () -> extractor.extract(flats, on),
                learned.served());
    }

    /**
     * The same of many flats, in their order.
     *
     * @throws NoEarlierSalesException when there are too few sales before the day of one of them
     */
    public List<Valuation> values(List<Question> questions) {
        return values(questions, learned.served());
    }

    /**
     * What the model says of a sale that it has not learned from: the served networks of later sales, the measured ones of the hold-out.
     *
     * @return null for a sale that both have learned from, or with too few sales before it
     */
    public List<Valuation> unseen(List<Sale> sales) {
        var valuations = new ArrayList<Valuation>(sales.size());
        var measured = new ArrayList<Integer>();
        var served = new ArrayList<Integer>();
        for (int i = 0; i < sales.size(); i++) {
            valuations.add(null);
            var sale = sales.get(i);
            if (!isKnown(sale.department(), sale.saleDate())) {
                continue;
            }
            if (sale.saleDate().isAfter(description.learnedThrough())) {
                served.add(i);
            } else if (!sale.saleDate().isBefore(description.heldOutFrom())) {
                measured.add(i);
            }
        }
        fill(valuations, sales, served, learned.served());
        fill(valuations, sales, measured, learned.measured());
        return valuations;
    }

    private boolean isKnown(String department, LocalDate on) {
        try {
            sales().marketLevel(department, on);
            return true;
        } catch (NoEarlierSalesException e) {
            return false;
        }
    }

    private void fill(List<Valuation> into, List<Sale> sales, List<Integer> which, NetworkEnsemble networks) {
        if (which.isEmpty()) {
            return;
        }
        var values = values(
                which.stream()
                        .map(sales::get)
                        .map(sale -> new Question(sale.flat(), sale.saleDate()))
                        .toList(),
                networks);
        for (int i = 0; i < which.size(); i++) {
            into.set(which.get(i), values.get(i));
        }
    }

    private List<Valuation> values(List<Question> questions, NetworkEnsemble networks) {
        return values(
                questions,
                () -> questions.stream()
                        .map(question -> extractor.extract(question.flat(), question.on()))
                        .toList(),
                networks);
    }

    private List<Valuation> values(
            List<Question> questions, Supplier<List<Features>> extracted, NetworkEnsemble networks) {
        var levels = questions.stream()
                .mapToDouble(
                        question -> sales().marketLevel(question.flat().place().department(), question.on()))
                .toArray();
        var features = extracted.get();
        var answers = networks.predict(
                features.stream().map(learned.encoding()::encode).toList());
        var valuations = new ArrayList<Valuation>(questions.size());
        for (int i = 0; i < questions.size(); i++) {
            valuations.add(valuation(questions.get(i), levels[i], features.get(i), answers.get(i)));
        }
        return valuations;
    }

    private Valuation valuation(Question question, double level, Features features, Answer answer) {
        var flat = question.flat();
        double scale = learned.encoding().targetScale();
        double pricePerSquareMetre = Math.exp(level + answer.estimate() * scale);
        return new Valuation(
                pricePerSquareMetre * flat.area(),
                pricePerSquareMetre,
                learned.errors().errors(flat.place().commune(), flat.area(), Math.exp(answer.logError()) * scale),
                () -> comparables(features, answer.attention()),
                warnings(question, features));
    }

    /** Those that the networks look at most, or the most alike where they look at none, the nearest first. */
    private List<Comparable> comparables(Features features, float[] attention) {
        var sales = features.comparableSales();
        return IntStream.range(0, sales.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> attention.length == 0 ? 0 : -attention[i]))
                .limit(SHOWN_COMPARABLES)
                .map(i -> new Comparable(sales().sales().get(sales[i]), features.comparableMetres()[i]))
                .sorted(Comparator.comparingDouble(Comparable::distance))
                .toList();
    }

    private Set<Warning> warnings(Question question, Features features) {
        var warnings = EnumSet.noneOf(Warning.class);
        int near = 0;
        for (double metres : features.comparableMetres()) {
            near += metres <= FAR_METRES ? 1 : 0;
        }
        if (near < FEW_COMPARABLES) {
            warnings.add(Warning.SPARSE_AREA);
        }
        // not null: there is a level
        var through = sales().dataThrough(question.flat().place().department());
        if (ChronoUnit.DAYS.between(through, question.on()) > STALE_DAYS) {
            warnings.add(Warning.STALE_SALES);
        }
        double area = question.flat().area();
        if (area < description.minimumArea() || area > description.maximumArea()) {
            warnings.add(Warning.UNUSUAL_AREA);
        }
        return warnings;
    }
}
