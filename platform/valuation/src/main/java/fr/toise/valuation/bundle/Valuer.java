package fr.toise.valuation.bundle;

import ai.djl.MalformedModelException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import fr.toise.valuation.Flat;
import fr.toise.valuation.Valuation;
import fr.toise.valuation.Valuation.Warning;
import fr.toise.valuation.features.FeatureExtractor;
import fr.toise.valuation.features.FeatureScaling;
import fr.toise.valuation.features.NoEarlierSalesException;
import fr.toise.valuation.features.SalesHistory;
import fr.toise.valuation.network.NetworkEnsemble;
import fr.toise.valuation.network.NetworkShape;
import fr.toise.valuation.sales.Sale;
import fr.toise.valuation.sales.SalesFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A loaded model: says what a flat is worth. Thread-safe; holds native memory until closed, which must wait for the last estimate. */
public final class Valuer implements AutoCloseable {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private static final int COMPARABLES = 12;
    private static final int FEW_COMPARABLES = 5;
    private static final double FAR_METRES = 500;
    private static final int STALE_DAYS = 180;
    /** Of the value: room for another processor's rounding, and for nothing else. */
    private static final double GOLDEN_TOLERANCE = 1e-3;

    private final ModelDocument document;
    private final SalesHistory history;
    private final FeatureExtractor extractor;
    private final NetworkEnsemble networks;

    private Valuer(ModelDocument document, SalesHistory history, NetworkEnsemble networks) {
        this.document = document;
        this.history = history;
        this.extractor = new FeatureExtractor(history);
        this.networks = networks;
    }

    /**
     * Writes what was trained as a bundle into a folder, with golden rows taken from given sales.
     *
     * @param networks stay the caller's to close
     */
    public static void write(
            Path folder,
            Description description,
            NetworkShape shape,
            int networkCount,
            NetworkEnsemble networks,
            FeatureScaling scaling,
            double targetScale,
            List<SizeBand> sizeBands,
            SalesHistory history,
            List<Sale> golden)
            throws IOException {
        var document = new ModelDocument(description, shape, networkCount, scaling, targetScale, sizeBands);
        JSON.writeValue(folder.resolve(ModelDocument.FILE).toFile(), document);
        SalesFiles.write(folder.resolve(ModelDocument.SALES), history.sales());
        networks.save(folder);
        var valuer = new Valuer(document, history, networks);
        var rows = golden.stream()
                .map(sale -> new GoldenRow(
                        sale.flat(),
                        sale.saleDate(),
                        valuer.value(sale.flat(), sale.saleDate()).value()))
                .toList();
        JSON.writeValue(folder.resolve(ModelDocument.GOLDEN_ROWS).toFile(), rows);
    }

    /**
     * Loads a bundle and checks that it answers as its trainer saw it answer.
     *
     * @throws UnfitBundleException when it can't be read or answers otherwise
     */
    public static Valuer open(Path folder) throws UnfitBundleException {
        ModelDocument document;
        SalesHistory history;
        NetworkEnsemble networks;
        List<GoldenRow> golden;
        try {
            document = JSON.readValue(folder.resolve(ModelDocument.FILE).toFile(), ModelDocument.class);
            if (!document.scaling().names().equals(FeatureExtractor.NAMES)) {
                throw new UnfitBundleException("It was made with the features "
                        + document.scaling().names() + ", and this program has " + FeatureExtractor.NAMES);
            }
            golden = JSON.readValue(folder.resolve(ModelDocument.GOLDEN_ROWS).toFile(), new TypeReference<>() {});
            history = new SalesHistory(SalesFiles.read(folder.resolve(ModelDocument.SALES)));
            networks = NetworkEnsemble.load(folder, document.shape(), document.networks());
        } catch (IOException | MalformedModelException | RuntimeException e) {
            throw new UnfitBundleException("It can't be read: " + e.getMessage(), e);
        }
        var valuer = new Valuer(document, history, networks);
        try {
            valuer.check(golden);
            return valuer;
        } catch (UnfitBundleException | RuntimeException e) {
            valuer.close();
            throw e;
        }
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
        return document.description();
    }

    public SalesHistory sales() {
        return history;
    }

    /**
     * What a flat is worth on a day, from the sales strictly before it.
     *
     * @throws NoEarlierSalesException when there are too few of them
     */
    public Valuation value(Flat flat, LocalDate on) {
        double level = history.marketLevel(flat.place().department(), on);
        var features = document.scaling().scale(extractor.extract(flat, on));
        double answer = networks.predict(new float[][] {features})[0];
        double pricePerSquareMetre = Math.exp(level + answer * document.targetScale());
        var comparables = history.comparables(flat, on, COMPARABLES);
        return new Valuation(
                pricePerSquareMetre * flat.area(),
                pricePerSquareMetre,
                SizeBand.errors(document.sizeBands(), flat.area()),
                comparables,
                warnings(flat, on, comparables));
    }

    private Set<Warning> warnings(Flat flat, LocalDate on, List<fr.toise.valuation.features.Comparable> comparables) {
        var warnings = EnumSet.noneOf(Warning.class);
        long near = comparables.stream()
                .filter(comparable -> comparable.distance() <= FAR_METRES)
                .count();
        if (near < FEW_COMPARABLES) {
            warnings.add(Warning.SPARSE_AREA);
        }
        if (ChronoUnit.DAYS.between(description().dataThrough(), on) > STALE_DAYS) {
            warnings.add(Warning.STALE_SALES);
        }
        if (flat.area() < description().minimumArea()
                || flat.area() > description().maximumArea()) {
            warnings.add(Warning.UNUSUAL_AREA);
        }
        return warnings;
    }

    @Override
    public void close() {
        networks.close();
    }
}
