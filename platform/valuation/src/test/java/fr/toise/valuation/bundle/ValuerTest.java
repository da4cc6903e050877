package fr.toise.valuation.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import fr.toise.valuation.ErrorDistribution;
import fr.toise.valuation.Flat;
import fr.toise.valuation.MadeUpTown;
import fr.toise.valuation.Valuation;
import fr.toise.valuation.Valuation.Warning;
import fr.toise.valuation.features.Encoding;
import fr.toise.valuation.features.FeatureExtractor;
import fr.toise.valuation.features.SalesHistory;
import fr.toise.valuation.network.NetworkEnsemble;
import fr.toise.valuation.network.NetworkShape;
import fr.toise.valuation.sales.Sale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuerTest {

    private static final LocalDate LAST = LocalDate.of(2021, 12, 31);
    private static final List<Sale> SALES = MadeUpTown.sales(3_000, LocalDate.of(2021, 1, 1), LAST, 9);
    private static final LocalDate HELD_OUT_FROM = LocalDate.of(2021, 10, 1);
    private static final LocalDate LEARNED_THROUGH = LocalDate.of(2021, 11, 30);
    private static final LocalDate DAY = LocalDate.of(2021, 12, 1);
    private static final double SCALE = 0.3;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(doubles = {0.998, 1.002})
    void aBundleThatSaysOtherThanItsTrainerSawIsRefusedAlsoForTwoInAThousand(double factor) throws Exception {
        // Given
        write(SALES);
        multiplyGoldenValues(factor);

        // Then
        assertThatThrownBy(() -> Valuer.open(folder))
                .isInstanceOf(UnfitBundleException.class)
                .hasMessageContaining("where its trainer got");
    }

    @Test
    void anotherProcessorMayRoundOtherwise() throws Exception {
        // Given
        write(SALES);
        multiplyGoldenValues(1.0005);

        // Then
        assertThat(Valuer.open(folder).goldenRows()).isEqualTo(2);
    }

    private void multiplyGoldenValues(double factor) throws IOException {
        var golden = folder.resolve(ModelDocument.GOLDEN_ROWS);
        var multiplied = Pattern.compile("(?<=\"value\":)[0-9.E]+")
                .matcher(Files.readString(golden))
                .replaceAll(value -> String.valueOf(factor * Double.parseDouble(value.group())));
        Files.writeString(golden, multiplied);
    }

    @Test
    void aSaleIsOnlyValuedByNetworksThatHaveNotLearnedFromIt() throws Exception {
        // Given measured networks that say a unit more than the served ones
        var valuer = write(SALES);
        var days = List.of(HELD_OUT_FROM.minusDays(1), HELD_OUT_FROM, LEARNED_THROUGH, LEARNED_THROUGH.plusDays(1));
        var sales = days.stream().map(ValuerTest::soldOn).toList();

        // When
        var unseen = valuer.unseen(sales);

        // Then
        var byServed = new double[days.size()];
        Arrays.setAll(
                byServed, i -> valuer.value(sales.get(i).flat(), days.get(i)).value());
        assertThat(unseen.get(0)).isNull();
        assertThat(unseen.get(1).value() / byServed[1]).isCloseTo(Math.exp(SCALE), within(1e-6));
        assertThat(unseen.get(2).value() / byServed[2]).isCloseTo(Math.exp(SCALE), within(1e-6));
        assertThat(unseen.get(3).value()).isEqualTo(byServed[3]);
    }

    @Test
    void flatsOfOnePlaceAreWorthTogetherWhatTheyAreOneByOne() throws Exception {
        // Given
        var valuer = write(SALES);
        var flats = List.of(ofArea(30), ofArea(60), ofArea(90));

        // When
        var together = valuer.valuesAtOnePlace(flats, DAY);

        // Then
        assertThat(together)
                .extracting(Valuation::value)
                .containsExactlyElementsOf(flats.stream()
                        .map(flat -> valuer.value(flat, DAY).value())
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"14.9, true", "15, false", "100, false", "100.1, true"})
    void anAreaOutsideOfWhatWasLearnedFromIsUnusual(double area, boolean unusual) throws Exception {
        assertThat(write(SALES).value(ofArea(area), DAY).warnings())
                .isEqualTo(unusual ? Set.of(Warning.UNUSUAL_AREA) : Set.of());
    }

    @ParameterizedTest
    @CsvSource({"180, false", "181, true"})
    void salesOfMoreThanHalfAYearAgoAreStale(int days, boolean stale) throws Exception {
        // Given
        var valuer = write(SALES);
        var day = valuer.sales().dataThrough().plusDays(days);

        // Then
        assertThat(valuer.value(ofArea(40), day).warnings()).isEqualTo(stale ? Set.of(Warning.STALE_SALES) : Set.of());
    }

    @ParameterizedTest
    @CsvSource({"4, 499, true", "5, 499, false", "5, 501, true"})
    void anAreaIsSparseWithFewerThanFiveSalesWithin500Metres(int count, double metres, boolean sparse)
            throws Exception {
        // Given a hamlet far from the town
        var sales = new ArrayList<>(SALES);
        double latitude = 48.5;
        for (int i = 0; i < count; i++) {
            sales.add(MadeUpTown.with(
                    soldOn(LEARNED_THROUGH),
                    Map.of("saleId", "hamlet" + i, "longitude", 2.3, "latitude", latitude + metres / 111_320)));
        }
        var flat = new Flat(soldOn(DAY).place(), 2.3, latitude, 40.0, null, 2, 0, null);

        // Then
        assertThat(write(sales).value(flat, DAY).warnings()).isEqualTo(sparse ? Set.of(Warning.SPARSE_AREA) : Set.of());
    }

    private static Sale soldOn(LocalDate day) {
        return SALES.stream()
                .filter(sale -> sale.saleDate().equals(day))
                .findFirst()
                .orElseThrow();
    }

    private static Flat ofArea(double area) {
        var sale = soldOn(DAY);
        return new Flat(sale.place(), sale.longitude(), sale.latitude(), area, null, 2, 0, null);
    }

    private Valuer write(List<Sale> sales) throws Exception {
        var history = new SalesHistory(sales);
        var extractor = new FeatureExtractor(history);
        var features = SALES.subList(2_000, 2_100).stream()
                .map(sale -> extractor.extract(sale.flat(), sale.saleDate()))
                .toList();
        var encoding = Encoding.learn(features, new double[] {-SCALE, SCALE}, Set.of());
        var errors = new ErrorModel(
                1,
                0,
                List.of(new SizeBand(Double.MAX_VALUE, new ErrorDistribution(new double[] {-1, 0, 1}))),
                new TreeMap<>());
        var description = new Description(
                "town-flats",
                "v1",
                "town",
                "d1",
                true,
                Instant.EPOCH,
                history.dataThrough(),
                HELD_OUT_FROM,
                LEARNED_THROUGH,
                15,
                100);
        Valuer.write(
                folder,
                description,
                new Learned(history, encoding, networks(0), networks(1), errors),
                SALES.subList(2_000, 2_002));
        return Valuer.open(folder);
    }

    /** That look at all comparables alike and add a number of units. */
    private static NetworkEnsemble networks(float units) {
        var shape = NetworkShape.of(1, 1, 1, 8, 0);
        var parameters = new HashMap<String, float[]>();
        for (var layer : shape.all()) {
            parameters.put(layer.name() + ".weight", new float[layer.in() * layer.out()]);
            parameters.put(layer.name() + ".bias", new float[layer.out()]);
        }
        parameters.get(shape.output().name() + ".bias")[0] = units;
        return new NetworkEnsemble(shape, parameters);
    }
}
