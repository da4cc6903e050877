package fr.toise.cleaning.judging;

import static fr.toise.cleaning.judging.OfficialLine.candidate;
import static fr.toise.cleaning.judging.OfficialLine.flat;
import static fr.toise.cleaning.judging.OfficialLine.house;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import fr.toise.cleaning.judging.Surroundings.Key;
import fr.toise.contracts.job.CleaningArguments.Thresholds;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SurroundingsTest {

    private static final String ELSEWHERE = "coordinates-outside-commune";
    private static final String UNUSUAL = "price-per-square-metre-out-of-bounds";

    private static final Thresholds BOUNDS = new Thresholds(1, 1e9, 1, 1e4, 5_000, 3, 4.5);

    private final List<Candidate> sales = new ArrayList<>();

    private Surroundings surroundings() {
        return surroundings(sales, BOUNDS);
    }

    private static Surroundings surroundings(List<Candidate> sales, Thresholds bounds) {
        return new Surroundings(statistics(Surroundings.pools(sales)), bounds);
    }

    private static Map<Key, Pool.Statistics> statistics(Map<Key, Pool> pools) {
        var statistics = new HashMap<Key, Pool.Statistics>();
        pools.forEach((key, pool) -> {
            if (Surroundings.isEnough(key, pool)) {
                statistics.put(key, Surroundings.statistics(pool));
            }
        });
        return statistics;
    }

    /** A flat of 100 m². */
    private static OfficialLine flatFor(double pricePerSquareMetre) {
        return flat().with(Field.LOT1_SURFACE_CARREZ, null)
                .with(Field.SURFACE_REELLE_BATI, "100")
                .with(Field.VALEUR_FONCIERE, String.valueOf(100 * pricePerSquareMetre));
    }

    private static OfficialLine houseFor(double pricePerSquareMetre) {
        return house().with(Field.SURFACE_REELLE_BATI, "100")
                .with(Field.VALEUR_FONCIERE, String.valueOf(100 * pricePerSquareMetre));
    }

    private static OfficialLine inCommune(String commune, OfficialLine line) {
        return line.with(Field.CODE_COMMUNE, commune);
    }

    private static OfficialLine inYear(int year, OfficialLine line) {
        return line.with(Field.DATE_MUTATION, year + "-06-01");
    }

    private static OfficialLine at(double longitude, double latitude, OfficialLine line) {
        return line.with(Field.LONGITUDE, String.valueOf(longitude)).with(Field.LATITUDE, String.valueOf(latitude));
    }

    private void add(int number, OfficialLine line) {
        for (int sale = 0; sale < number; sale++) {
            sales.add(candidate(line));
        }
    }

    private String ruleOf(OfficialLine line) {
        return surroundings().rule(candidate(line));
    }

    // 0.01° of latitude are 1.112 km

    @Test
    void aSaleMoreThanThreeKilometresFromTheMiddleOfItsCommuneIsElsewhere() {
        // Given
        add(10, at(2.34, 48.88, flat()));

        // Then
        assertThat(ruleOf(at(2.34, 48.9070, flat()))).isEqualTo(ELSEWHERE);
        assertThat(ruleOf(at(2.34, 48.9069, flat()))).isNull();
    }

    @Test
    void aDegreeOfLongitudeIsShorterUpNorth() {
        // Given
        add(10, at(2.34, 48.88, flat()));

        // Then 3 km are 0.0270° to the north and 0.0410° to the east
        assertThat(ruleOf(at(2.3811, 48.88, flat()))).isEqualTo(ELSEWHERE);
        assertThat(ruleOf(at(2.3809, 48.88, flat()))).isNull();
    }

    @Test
    void aCommuneThatIsWideMayHaveItsSalesFurtherOut() {
        // Given a median distance of 1.112 km, six times of which are 0.06°
        add(5, at(2.34, 48.87, flat()));
        add(5, at(2.34, 48.89, flat()));

        // Then
        assertThat(ruleOf(at(2.34, 48.8201, flat()))).isNull();
        assertThat(ruleOf(at(2.34, 48.8199, flat()))).isEqualTo(ELSEWHERE);
    }

    @Test
    void aCommuneOfFewSalesIsJudgedByItsDepartment() {
        // Given
        add(9, at(2.34, 48.88, flat()));
        add(1, inCommune("75110", at(2.34, 48.88, flat())));

        // Then
        assertThat(ruleOf(at(2.34, 48.95, flat()))).isEqualTo(ELSEWHERE);
        assertThat(ruleOf(at(2.34, 48.90, flat()))).isNull();
    }

    @Test
    void aCommuneOfEnoughSalesIsJudgedByItselfAndNotByItsDepartment() {
        // Given
        add(10, at(2.34, 48.88, flat()));
        add(100, inCommune("75110", at(2.34, 48.98, flat())));

        // Then
        assertThat(ruleOf(at(2.34, 48.98, flat()))).isEqualTo(ELSEWHERE);
        assertThat(ruleOf(at(2.34, 48.88, flat()))).isNull();
    }

    @Test
    void nothingIsSaidOfPlacesWhereADepartmentHasFewSales() {
        // Given
        add(9, at(2.34, 48.88, flat()));

        // Then
        assertThat(ruleOf(at(5.36, 43.29, flat()))).isNull();
    }

    @Test
    void flatsAndHousesLieInTheSameCommune() {
        // Given
        add(5, at(2.34, 48.88, flat()));
        add(5, inCommune("75109", at(2.34, 48.88, house())));

        // Then
        assertThat(ruleOf(at(2.34, 48.95, flat()))).isEqualTo(ELSEWHERE);
    }

    @Test
    void aPriceMoreThanThreeTimesTheUsualIsUnusual() {
        // Given
        add(30, flatFor(10_000));

        // Then
        assertThat(ruleOf(flatFor(30_001))).isEqualTo(UNUSUAL);
        assertThat(ruleOf(flatFor(29_999))).isNull();
        assertThat(ruleOf(flatFor(3_334))).isNull();
        assertThat(ruleOf(flatFor(3_333))).isEqualTo(UNUSUAL);
    }

    @Test
    void wherePricesDifferMuchMoreOfThemAreUsual() {
        // Given a median absolute deviation of ln 2, 4.5 · 1.4826 of which are a factor of 101.9
        add(15, flatFor(5_000));
        add(15, flatFor(20_000));

        // Then
        assertThat(ruleOf(flatFor(1_018_000))).isNull();
        assertThat(ruleOf(flatFor(1_021_000))).isEqualTo(UNUSUAL);
    }

    @Test
    void theBoundsAreThoseInForce() {
        // Given
        add(30, flatFor(10_000));
        var narrow = new Thresholds(1, 1e9, 1, 1e4, 5_000, 2, 4.5);

        // When
        var rule = surroundings(sales, narrow).rule(candidate(flatFor(20_001)));

        // Then
        assertThat(rule).isEqualTo(UNUSUAL);
    }

    @Test
    void aPriceIsHeldAgainstThoseOfItsCommuneAndYear() {
        // Given
        add(30, inYear(2023, flatFor(10_000)));
        add(300, inYear(2022, flatFor(2_000)));

        // Then
        assertThat(ruleOf(inYear(2023, flatFor(2_000)))).isEqualTo(UNUSUAL);
        assertThat(ruleOf(inYear(2022, flatFor(10_000)))).isEqualTo(UNUSUAL);
    }

    @Test
    void inAYearOfFewSalesAgainstThoseOfItsCommune() {
        // Given
        add(29, inYear(2023, flatFor(10_000)));
        add(31, inYear(2022, flatFor(2_000)));
        add(300, inYear(2023, inCommune("75110", flatFor(10_000))));

        // Then
        assertThat(ruleOf(inYear(2023, flatFor(10_000)))).isEqualTo(UNUSUAL);
    }

    @Test
    void inACommuneOfFewSalesAgainstThoseOfItsDepartmentAndYear() {
        // Given
        add(29, inYear(2023, flatFor(10_000)));
        add(1, inYear(2023, inCommune("75110", flatFor(10_000))));
        add(300, inYear(2022, inCommune("75110", flatFor(2_000))));

        // Then
        assertThat(ruleOf(inYear(2023, flatFor(2_000)))).isEqualTo(UNUSUAL);
        assertThat(ruleOf(inYear(2022, flatFor(10_000)))).isEqualTo(UNUSUAL);
    }

    @Test
    void thenAgainstThoseOfItsDepartment() {
        // Given
        add(20, inYear(2023, flatFor(10_000)));
        add(29, inYear(2022, inCommune("75110", flatFor(2_000))));
        add(300, inYear(2023, flatFor(10_000).with(Field.CODE_COMMUNE, "92040").with(Field.CODE_DEPARTEMENT, "92")));

        // Then
        assertThat(ruleOf(inYear(2023, flatFor(10_000)))).isEqualTo(UNUSUAL);
    }

    @Test
    void andAgainstAllOfItsTypeInTheEnd() {
        // Given
        add(1, flatFor(10_000).with(Field.CODE_COMMUNE, "92040").with(Field.CODE_DEPARTEMENT, "92"));
        add(2, flatFor(2_000));

        // Then
        assertThat(ruleOf(flatFor(10_000).with(Field.CODE_COMMUNE, "92040").with(Field.CODE_DEPARTEMENT, "92")))
                .isEqualTo(UNUSUAL);
    }

    @Test
    void flatsAndHousesHavePricesOfTheirOwn() {
        // Given
        add(30, inCommune("75109", flatFor(10_000)));
        add(300, at(2.345859, 48.880564, inCommune("75109", houseFor(2_000)).with(Field.CODE_DEPARTEMENT, "75")));

        // When
        var surroundings = surroundings();

        // Then
        assertThat(sales).allSatisfy(sale -> assertThat(surroundings.rule(sale)).isNull());
    }

    @Test
    void theOnlySaleIsUsual() {
        // Given
        add(1, flatFor(123));

        // Then
        assertThat(ruleOf(flatFor(123))).isNull();
    }

    @Test
    void coordinatesAreLookedAtBeforePrices() {
        // Given
        add(30, flatFor(10_000));

        // Then
        assertThat(ruleOf(at(5.36, 43.29, flatFor(100_000)))).isEqualTo(ELSEWHERE);
    }

    @Test
    void theMiddleOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
        // Given
        var pool = new Pool(false);
        for (double value : new double[] {4, 1, 100, 2}) {
            pool.add(value, 0);
        }

        // When
        var statistics = pool.statistics();

        // Then the distances are 1, 1, 2 and 97
        assertThat(statistics.first()).isEqualTo(3);
        assertThat(statistics.spread()).isEqualTo(1.5);
    }

    @Test
    void distancesAreInKilometres() {
        // Given
        var pool = new Pool(true);
        pool.add(2.34, 48.87);
        pool.add(2.34, 48.88);
        pool.add(2.34, 48.89);

        // When
        var statistics = pool.statistics();

        // Then
        assertThat(statistics.first()).isEqualTo(2.34);
        assertThat(statistics.second()).isEqualTo(48.88);
        assertThat(statistics.spread()).isCloseTo(1.11195, within(1e-5));
    }

    @Test
    void poolsThatWereFilledApartAreAsOneThatWasFilledAtOnce() throws Exception {
        // Given
        var random = new Random(3);
        for (int sale = 0; sale < 500; sale++) {
            sales.add(candidate(at(
                    2.3 + random.nextDouble() / 10,
                    48.8 + random.nextDouble() / 10,
                    inCommune("751" + (10 + random.nextInt(3)), flatFor(5_000 + random.nextInt(10_000))))));
        }
        var atOnce = statistics(Surroundings.pools(sales));

        // When
        Collections.shuffle(sales, random);
        var merged = new HashMap<Key, Pool>();
        for (int from = 0; from < 500; from += 125) {
            for (var pool : Surroundings.pools(sales.subList(from, from + 125)).entrySet()) {
                merged.merge(pool.getKey(), sent(pool.getValue()), Surroundings::merge);
            }
        }

        // Then
        assertThat(statistics(merged)).isEqualTo(atOnce).hasSizeGreaterThan(8);
    }

    private static Pool sent(Pool pool) throws IOException, ClassNotFoundException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ObjectOutputStream(bytes)) {
            out.writeObject(pool);
        }
        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (Pool) in.readObject();
        }
    }
}
