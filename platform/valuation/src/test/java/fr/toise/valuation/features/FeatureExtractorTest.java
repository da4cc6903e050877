package fr.toise.valuation.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import fr.toise.valuation.Flat;
import fr.toise.valuation.MadeUpTown;
import fr.toise.valuation.Place;
import fr.toise.valuation.sales.Sale;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Against the same once more, by looking at every sale. */
class FeatureExtractorTest {

    private static final LocalDate TODAY = LocalDate.of(2022, 3, 1);
    /** One with few residuals before it, and one long after the last sales. */
    private static final List<LocalDate> DAYS = List.of(LocalDate.of(2020, 2, 10), TODAY, TODAY.plusYears(2));

    private static final Offset<Float> CLOSELY = within(1e-4f);

    private final SalesHistory history = new SalesHistory(sales());
    private final FeatureExtractor extractor = new FeatureExtractor(history);
    private final Flat sold = history.sales().get(2_500).flat();

    /** No two of them equally far away. */
    private static List<Sale> sales() {
        var random = new Random(2);
        return MadeUpTown.sales(3_000, LocalDate.of(2020, 1, 1), TODAY.minusDays(1), 1).stream()
                .map(sale -> MadeUpTown.with(sale, Map.of("longitude", sale.longitude() + 1e-5 * random.nextDouble())))
                .toList();
    }

    private Flat flat(Double livingArea, Double carrezArea, Integer rooms, int outbuildings, Integer streetNumber) {
        return new Flat(
                sold.place(),
                sold.longitude(),
                sold.latitude(),
                livingArea,
                carrezArea,
                rooms,
                outbuildings,
                streetNumber);
    }

    private Map<String, Float> features(Flat flat, LocalDate on) {
        return named(FeatureExtractor.NAMES, extractor.extract(flat, on).flat(), 0);
    }

    private static Map<String, Float> named(List<String> names, float[] values, int from) {
        var named = new LinkedHashMap<String, Float>();
        for (int i = 0; i < names.size(); i++) {
            named.put(names.get(i), values[from + i]);
        }
        return named;
    }

    private static Map.Entry<String, Float> is(String name, double value) {
        return entry(name, (float) value);
    }

    @Test
    void tellsWhatIsKnownOfTheFlat() {
        assertThat(features(flat(48.0, 50.0, 3, 6, 12), TODAY))
                .contains(
                        is("log_area", Math.log(50)),
                        is("rooms", 3),
                        is("log_area_per_room", Math.log(50 / 3.0)),
                        is("log_carrez_over_living", Math.log(50 / 48.0)),
                        is("carrez_missing", 0),
                        is("outbuildings", 4),
                        is("log_street_number", Math.log(13)),
                        is("longitude", sold.longitude()),
                        is("latitude", sold.latitude()));
    }

    @Test
    void takesWhatIsNotKnownForUsual() {
        assertThat(features(flat(48.0, null, 3, 0, null), TODAY))
                .contains(
                        is("log_area", Math.log(48)),
                        is("log_carrez_over_living", 0),
                        is("carrez_missing", 1),
                        is("outbuildings", 0),
                        is("log_street_number", Math.log(31)));
        for (Double living : new Double[] {null, 0.0}) {
            assertThat(features(flat(living, 50.0, 3, 0, null), TODAY))
                    .contains(is("log_area", Math.log(50)), is("log_carrez_over_living", 0));
        }
    }

    @Test
    void aFlatWhoseRoomsAreNotKnownIsTakenForOneWithAsManyAsItsSizeHas() {
        // When
        var unknown = features(flat(44.0, null, null, 0, 12), TODAY);

        // Then
        assertThat(unknown).isEqualTo(features(flat(44.0, null, 2, 0, 12), TODAY));
        assertThat(unknown).isEqualTo(features(flat(44.0, null, 0, 0, 12), TODAY));
        assertThat(features(flat(9.0, null, null, 0, 12), TODAY)).contains(is("rooms", 1));
    }

    @Test
    void aLittleMoreRoomIsLittleMoreWhereTheRoomsAreNotKnown() {
        for (double area = 10; area < 150; area += 0.1) {
            // When
            var smaller = features(flat(area, null, null, 0, 12), TODAY);
            var larger = features(flat(area + 0.1, null, null, 0, 12), TODAY);

            // Then
            assertThat(larger.get("rooms") - smaller.get("rooms")).isBetween(0f, 0.01f);
        }
    }

    @Test
    void tellsWhatWasPaidBeforeInTheBuildingTheStreetTheSectionAndTheCommune() {
        // Given
        var flat = flat(43.0, null, 2, 0, 12);

        // When
        var features = features(flat, TODAY);

        // Then
        anchor(features, "parcel", flat.place(), Place::parcel, 2);
        anchor(features, "street", flat.place(), Place::street, 5);
        anchor(features, "section", flat.place(), Place::section, 5);
        anchor(features, "commune", flat.place(), Place::commune, 20);
    }

    private void anchor(
            Map<String, Float> features, String name, Place place, Function<Place, String> kind, double prior) {
        double weights = 0;
        double weighted = 0;
        for (int i = 0; i < history.before(TODAY); i++) {
            var sale = history.sales().get(i);
            if (history.residual(i).isPresent() && kind.apply(sale.place()).equals(kind.apply(place))) {
                double weight = Math.pow(0.5, ChronoUnit.DAYS.between(sale.saleDate(), TODAY) / 900.0);
                weights += weight;
                weighted += weight * bounded(i);
            }
        }
        assertThat(weights).isGreaterThan(1);
        assertThat(features.get(name + "_residual")).isCloseTo((float) (weighted / (weights + prior)), CLOSELY);
        assertThat(features.get(name + "_weight")).isCloseTo((float) Math.log1p(weights), CLOSELY);
    }

    @Test
    void tellsWhatWasPaidBeforeNearByAndForFlatsOfLikeSize() {
        for (var day : DAYS) {
            // Given
            var flat = flat(43.0, null, 2, 0, 12);

            // When
            var features = features(flat, day);

            // Then
            summary(features, "near", day, this::squareMetres);
            summary(features, "alike", day, i -> squareMetres(i) + squareMetresOfSize(i, 43));
        }
    }

    private void summary(Map<String, Float> features, String name, LocalDate day, ToDoubleFunction<Integer> far) {
        // a sale without a residual is as good as out of reach
        var nearest =
                ranked(day, i -> far.applyAsDouble(i) + (history.residual(i).isEmpty() ? 1_500 * 1_500 : 0));
        double weights = 0;
        double weighted = 0;
        for (int i : nearest) {
            double weight = Math.pow(0.5, years(i, day) / 2.5) / (50 + Math.sqrt(squareMetres(i)));
            weights += weight;
            weighted += weight * bounded(i);
        }
        var sorted = Arrays.stream(nearest).mapToDouble(this::bounded).sorted().toArray();
        double metres = Arrays.stream(nearest)
                .mapToDouble(i -> Math.sqrt(squareMetres(i)))
                .average()
                .orElseThrow();
        assertThat(features.get(name + "_mean")).isCloseTo((float) (weighted / weights), CLOSELY);
        assertThat(features.get(name + "_median")).isCloseTo((float) ((sorted[11] + sorted[12]) / 2), CLOSELY);
        assertThat(features.get(name + "_distance")).isCloseTo((float) Math.log(10 + metres), CLOSELY);
    }

    @Test
    void tellsOfTheSalesMostAlikeOneByOne() {
        var through = history.dataThrough("75");
        for (var day : DAYS) {
            // Given
            var newest = day.isAfter(through) ? through : day;

            // When
            var features = extractor.extract(flat(43.0, null, 2, 0, 12), day);

            // Then
            var alike = ranked(
                    day,
                    i -> history.residual(i).isEmpty()
                            ? Double.POSITIVE_INFINITY
                            : squareMetres(i)
                                    + squareMetresOfSize(i, 43)
                                    + Math.pow(300 * Math.max(0, years(i, newest)), 2));
            assertThat(features.comparableSales()).containsExactly(alike);
            for (int at = 0; at < alike.length; at++) {
                var sale = history.sales().get(alike[at]);
                assertThat(named(FeatureExtractor.COMPARABLE_NAMES, features.comparables(), 8 * at))
                        .containsExactly(
                                is("residual", bounded(alike[at])),
                                is("log_distance", Math.log(10 + features.comparableMetres()[at])),
                                is("log_area_over_own", Math.log(sale.area() / 43)),
                                is("log_area_gap", Math.abs(Math.log(sale.area() / 43))),
                                is("years_ago", years(alike[at], day)),
                                is(
                                        "same_building",
                                        sale.parcel().equals(sold.place().parcel()) ? 1 : 0),
                                is(
                                        "same_street",
                                        sale.streetCode().equals(sold.place().street()) ? 1 : 0),
                                is("log_outbuildings", Math.log1p(sale.outbuildings())));
                assertThat(features.comparableMetres()[at]).isCloseTo(Math.sqrt(squareMetres(alike[at])), within(1e-6));
            }
        }
    }

    @Test
    void whereNobodyHasSoldItTellsOfNothing() {
        // Given
        var far = new Flat(new Place("75", "75199", null, null), 3, 48, 43.0, null, 2, 0, 12);

        // When
        var features = extractor.extract(far, TODAY);

        // Then
        assertThat(features.comparables()).isEmpty();
        assertThat(named(FeatureExtractor.NAMES, features.flat(), 0))
                .contains(is("near_mean", 0), is("near_median", 0), is("near_distance", Math.log(1_500)))
                .contains(is("parcel_residual", 0), is("parcel_weight", 0), is("commune_weight", 0));
    }

    private int[] ranked(LocalDate day, ToDoubleFunction<Integer> far) {
        return IntStream.range(0, history.before(day))
                .boxed()
                .collect(Collectors.toMap(i -> i, far::applyAsDouble))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByValue())
                .limit(24)
                .mapToInt(Map.Entry::getKey)
                .toArray();
    }

    private double bounded(int sale) {
        return Math.max(-1, Math.min(1, history.residual(sale).orElse(0)));
    }

    private double years(int sale, LocalDate day) {
        return ChronoUnit.DAYS.between(history.sales().get(sale).saleDate(), day) / 365.25;
    }

    private double squareMetres(int sale) {
        Sale its = history.sales().get(sale);
        double dx = (its.longitude() - sold.longitude()) * 111_320 * Math.cos(Math.toRadians(sold.latitude()));
        double dy = (its.latitude() - sold.latitude()) * 111_320;
        return dx * dx + dy * dy;
    }

    private double squareMetresOfSize(int sale, double area) {
        return Math.pow(1_000 * Math.log(history.sales().get(sale).area() / area), 2);
    }
}
