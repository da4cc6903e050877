package fr.toise.clean.gate;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.contracts.gate.Check;
import fr.toise.contracts.job.DatasetDecision;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final Instant NOW = Instant.parse("2026-04-20T08:00:00Z");

    private final ExampleSales usual = ExampleSales.usual();
    private final Gate gate = new Gate(config());

    @Test
    void theSameSalesAgainPassEveryCheck() {
        // When
        var decision = gate.decide(usual.account("v2"), usual.account("v1"), NOW);

        // Then
        assertThat(decision.passed()).isTrue();
        assertThat(decision.checks())
                .allMatch(Check::passed)
                .extracting(Check::rule)
                .containsExactly(
                        "minimum-sales",
                        "ids-over-communes",
                        "unreadable-lines",
                        "volume",
                        "volume-by-year",
                        "rule-share",
                        "median-ratio",
                        "population-shift");
        assertThat(decision.checks())
                .extracting(Check::text)
                .filteredOn(text -> text.startsWith("Of the"))
                .containsExactly(
                        "Of the files, the worst is this: 3 of 2,200 lines of s3://toise-raw/geo-dvf/s-v2/2023.csv"
                                + " can't be read, which is 0.1 % of them, expected at most 1.0 %",
                        "Of the years, the worst is this: 2023 has 200 sales and had 200 before,"
                                + " which is 100.0 % of them, expected at least 98.0 %",
                        "Of the rules, the worst is this: unreadable-line takes 0.1 % of the lines and took 0.1 % before,"
                                + " 0.0 % more, expected at most 10.0 %",
                        "Of the columns, the furthest moved is this: area has a PSI of 0.00; price has a PSI of 0.00;"
                                + " price_per_square_metre has a PSI of 0.00, expected at most 1.00");
        assertThat(decision.drift().previousVersion()).isEqualTo("v1");
        assertThat(decision.drift().populationStability())
                .containsOnlyKeys("price", "price_per_square_metre", "area")
                .allSatisfy((column, shift) -> assertThat(shift).isZero());
        assertThat(decision.drift().newCategories()).isEmpty();
        assertThat(decision.drift().lostCategories()).isEmpty();
    }

    @Test
    void theFirstVersionIsComparedWithNothing() {
        // When
        var decision = gate.decide(usual.account("v1"), null, NOW);

        // Then
        assertThat(decision.passed()).isTrue();
        assertThat(decision.drift()).isNull();
        assertThat(decision.checks())
                .extracting(Check::rule)
                .containsExactly("minimum-sales", "ids-over-communes", "unreadable-lines");
    }

    @Test
    void tooFewSalesAreStopped() {
        // Given
        var few = usual.withYear(2021, 0).withYear(2022, 0).withYear(2023, 199);

        // When
        var decision = gate.decide(few.account("v1"), null, NOW);

        // Then
        assertThat(failed(decision).rule()).isEqualTo("minimum-sales");
        assertThat(failed(decision).text()).isEqualTo("199 sales were kept, expected at least 200");
        assertThat(failed(decision).found()).isEqualTo(199);
        assertThat(failed(decision).bound()).isEqualTo(200);
    }

    @Test
    void asManySalesAsAreExpectedAreEnough() {
        var enough = usual.withYear(2021, 0).withYear(2022, 0).withYear(2023, 200);

        assertThat(gate.decide(enough.account("v1"), null, NOW).passed()).isTrue();
    }

    @Test
    void idsThatJoinCommunesAreStopped() {
        // When
        var decision = gate.decide(usual.withIdsOverCommunes(0.0512).account("v1"), null, NOW);

        // Then
        assertThat(failed(decision).rule()).isEqualTo("ids-over-communes");
        assertThat(failed(decision).text())
                .isEqualTo("5.1 % of the published sale ids span more than one commune, expected at most 5.0 %");
    }

    @Test
    void aFirstVersionOfAFileThatCanHardlyBeReadIsStoppedAndTheFileNamed() {
        // When
        var decision = gate.decide(usual.withUnreadable(23).account("v1"), null, NOW);

        // Then
        assertThat(failed(decision).rule()).isEqualTo("unreadable-lines");
        assertThat(failed(decision).text())
                .isEqualTo("23 of 2,200 lines of s3://toise-raw/geo-dvf/s-v1/2023.csv can't be read,"
                        + " which is 1.05 % of them, expected at most 1.00 %");
        assertThat(failed(decision).bound()).isEqualTo(0.01);
    }

    @Test
    void aFewLinesOfAFileMayBeUnreadable() {
        // When
        var decision = gate.decide(usual.withUnreadable(22).account("v1"), null, NOW);

        // Then
        assertThat(decision.passed()).isTrue();
    }

    @Test
    void aYearThatCollapsesIsStoppedAndNamed() {
        // Given
        var collapsed = usual.withYear(2022, 279).withYear(2024, 300);

        // When
        var decision = gate.decide(collapsed.account("v2"), usual.account("v1"), NOW);

        // Then
        assertThat(failed(decision).rule()).isEqualTo("volume-by-year");
        assertThat(failed(decision).text())
                .isEqualTo("2022 has 279 sales and had 400 before, which is 69.8 % of them, expected at least 70.0 %");
        assertThat(failed(decision).found()).isEqualTo(0.6975);
    }

    @Test
    void aYearMayLoseSomeOfItsSales() {
        // When
        var decision = gate.decide(usual.withYear(2022, 280).account("v2"), usual.account("v1"), NOW);

        // Then
        assertThat(decision.passed()).isTrue();
    }

    @Test
    void aYearThatIsGoneIsStoppedAndNamed() {
        // When
        var decision = gate.decide(usual.withoutYear(2022).account("v2"), usual.account("v1"), NOW);

        // Then
        assertThat(failed(decision).rule()).isEqualTo("volume-by-year");
        assertThat(failed(decision).text())
                .isEqualTo("2022 has 0 sales and had 400 before, which is 0.0 % of them, expected at least 70.0 %");
    }

    @Test
    void theLastYearMayNotBeGoneEither() {
        // When
        var decision = gate.decide(usual.withoutYear(2023).account("v2"), usual.account("v1"), NOW);

        // Then
        assertThat(failed(decision).text()).startsWith("2023 has 0 sales and had 200 before");
    }

    @Test
    void theLastYearOfTheVersionBeforeShouldHaveGrown() {
        // When
        var decision = gate.decide(usual.withYear(2023, 195).account("v2"), usual.account("v1"), NOW);

        // Then
        assertThat(failed(decision).rule()).isEqualTo("volume-by-year");
        assertThat(failed(decision).text())
                .isEqualTo("2023 has 195 sales and had 200 before, which is 97.5 % of them, expected at least 98.0 %");
    }

    @Test
    void theLastYearOfTheVersionBeforeMayHaveLostAFewSales() {
        // When
        var decision = gate.decide(usual.withYear(2023, 196).account("v2"), usual.account("v1"), NOW);

        // Then
        assertThat(decision.passed()).isTrue();
    }

    @Test
    void aYearThatIsStoppedByAHairSaysSo() {
        // Given
        var before = usual.withYear(2023, 100_000);

        // When
        var decision = gate.decide(usual.withYear(2023, 97_999).account("v2"), before.account("v1"), NOW);

        // Then
        assertThat(failed(decision).text())
                .isEqualTo("2023 has 97,999 sales and had 100,000 before, which is 97.999 % of them,"
                        + " expected at least 98.000 %");
    }

    @Test
    void otherRulesMayTakeSomeOfTheLastYearOfTheSameSnapshot() {
        // Given
        var before = usual.account("v1", "s");
        var stricter = usual.withYear(2023, 190).account("v2", "s");

        // When
        var decision = gate.decide(stricter, before, NOW);

        // Then
        assertThat(decision.passed()).isTrue();
    }

    @Test
    void yearsRollOn() {
        // Given a publication that has dropped its oldest year and has a new one
        var before = usual.withYear(2020, 400);
        var rolled = usual.withYear(2023, 390).withYear(2024, 180);

        // When
        var decision = gate.decide(rolled.account("v2"), before.account("v1"), NOW);

        // Then
        assertThat(decision.passed()).isTrue();
    }

    @Test
    void whereAllYearsHaveRolledOutNoneIsComparedWith() {
        // Given
        var before = usual.withoutYear(2021).withoutYear(2022).withoutYear(2023).withYear(2019, 1_000);

        // When
        var decision = gate.decide(usual.account("v2"), before.account("v1"), NOW);

        // Then
        assertThat(decision.passed()).isTrue();
        assertThat(decision.checks()).extracting(Check::rule).doesNotContain("volume-by-year");
    }

    @Test
    void halfOfAllSalesGoneIsStopped() {
        // Given years that are gone whole, so that no year has collapsed
        var before = usual.withYear(2019, 500).withYear(2020, 600);

        // When
        var decision = gate.decide(usual.account("v2"), before.account("v1"), NOW);

        // Then
        assertThat(failed(decision).rule()).isEqualTo("volume");
        assertThat(failed(decision).text())
                .isEqualTo("1,000 sales were kept and 2,100 before, which is 47.6 % of them, expected at least 50.0 %");
    }

    @Test
    void aRuleThatSuddenlyEatsFarMoreIsStoppedAndNamed() {
        // When
        var decision = gate.decide(usual.withHousesSold(300).account("v2"), usual.account("v1"), NOW);

        // Then
        assertThat(failed(decision).rule()).isEqualTo("rule-share");
        assertThat(failed(decision).text())
                .isEqualTo("house takes 23.1 % of the lines and took 9.1 % before, 14.0 % more; house takes 23.1 % of"
                        + " the sales and took 9.1 % before, 14.0 % more, expected at most 10.0 %");
        assertThat(failed(decision).found()).isBetween(0.13, 0.15);
    }

    @Test
    void aRuleMayTakeALittleMore() {
        // When
        var decision = gate.decide(usual.withHousesSold(200).account("v2"), usual.account("v1"), NOW);

        // Then
        assertThat(decision.passed()).isTrue();
    }

    @Test
    void aMedianThatJumpsIsStoppedUpwardsAndDownwards() {
        // When
        var up = gate.decide(usual.withMedian(14_100).account("v2"), usual.account("v1"), NOW);

        // Then
        assertThat(failed(up).rule()).isEqualTo("median-ratio");
        assertThat(failed(up).text())
                .isEqualTo("The median price per square metre is 1.41 of what it was, expected 0.70 to 1.40");
        assertThat(failed(up).bound()).isEqualTo(1.4);
        var down = gate.decide(usual.withMedian(6_900).account("v2"), usual.account("v1"), NOW);
        assertThat(failed(down).rule()).isEqualTo("median-ratio");
        assertThat(failed(down).bound()).isEqualTo(0.7);
    }

    @Test
    void aColumnWhoseValuesHaveMovedIsStoppedAndNamed() {
        // When
        var decision = gate.decide(usual.withPriceLevel(1.5).account("v2"), usual.account("v1"), NOW);

        // Then
        assertThat(failed(decision).rule()).isEqualTo("population-shift");
        assertThat(failed(decision).text())
                .startsWith("price has a PSI of ")
                .contains("; price_per_square_metre has a PSI of ")
                .doesNotContain("area has")
                .endsWith(", expected at most 1.00");
    }

    @Test
    void newCommunesNeverStopAVersionAndAreNamed() {
        // When
        var decision = gate.decide(usual.withCommunes("75110", "75111").account("v2"), usual.account("v1"), NOW);

        // Then
        assertThat(decision.passed()).isTrue();
        assertThat(decision.drift().newCategories().get("commune")).containsExactly("75111");
        assertThat(decision.drift().lostCategories().get("commune")).containsExactly("75109");
    }

    @Test
    void atMostAHundredCategoriesAreNamed() {
        // Given
        var many = new String[300];
        for (int code = 0; code < many.length; code++) {
            many[code] = String.valueOf(60_000 + code);
        }

        // When
        var decision = gate.decide(usual.withCommunes(many).account("v2"), usual.account("v1"), NOW);

        // Then
        assertThat(decision.drift().newCategories().get("commune"))
                .hasSize(100)
                .isSorted()
                .startsWith("60000");
    }

    @Test
    void whatCannotBeMeasuredDoesNotPass() {
        // Given
        var noMedian = usual.withMedian(0);

        // When
        var decision = gate.decide(noMedian.account("v2"), noMedian.account("v1"), NOW);

        // Then
        assertThat(failed(decision).rule()).isEqualTo("median-ratio");
    }

    private static Check failed(DatasetDecision decision) {
        assertThat(decision.passed()).isFalse();
        var failed = decision.checks().stream().filter(check -> !check.passed()).toList();
        assertThat(failed).hasSize(1);
        return failed.get(0);
    }

    static GateConfig config() {
        SmallRyeConfig config =
                new SmallRyeConfigBuilder().withMapping(GateConfig.class).build();
        return config.getConfigMapping(GateConfig.class);
    }
}
