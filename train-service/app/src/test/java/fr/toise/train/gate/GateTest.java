package fr.toise.train.gate;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.model.Champion;
import fr.toise.contracts.model.Measures;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final List<Measures> FLOOR_MEASURED = List.of(measures("arrondissement-median", 0.11));

    @Test
    void theFirstModelGoesLiveWhenItBeatsTheArrondissementMedian() {
        var decision = Gate.decide(report(0.10, null, null, false), null);

        assertThat(decision.promoted()).isTrue();
        assertThat(decision.reasons()).anyMatch(reason -> reason.contains("10.00 %") && reason.contains("11.00 %"));
    }

    @Test
    void aModelThatDoesNotBeatTheArrondissementMedianIsRefused() {
        assertThat(Gate.decide(report(0.11, null, null, false), null).promoted())
                .isFalse();
    }

    @Test
    void aModelWithoutMeasuresIsRefused() {
        assertThat(Gate.decide(report(Double.NaN, null, null, false), null).promoted())
                .isFalse();
    }

    @Test
    void aModelThatWasNotHeldAgainstTheFloorIsRefused() {
        var withoutBaselines = report(measures("model", 0.10), null, null, List.of(), false);

        assertThat(Gate.decide(withoutBaselines, null).promoted()).isFalse();
    }

    @Test
    void aChallengerHasToBeatTheChampionOnTheSameSales() {
        var champion = champion("old", false);

        assertThat(Gate.decide(report(0.099, "old", 0.10, false), champion).promoted())
                .isTrue();
        assertThat(Gate.decide(report(0.10, "old", 0.10, false), champion).promoted())
                .isFalse();
    }

    @Test
    void measuresOnOtherSalesDoNotCount() {
        var onFewer = new Measures("champion", 7, 0.10, 0.10, 0.5, 0.8, 0.9, 1);
        var unequal = report(measures("model", 0.05), "old", onFewer, FLOOR_MEASURED, false);

        assertThat(Gate.decide(unequal, champion("old", false)).promoted()).isFalse();
    }

    @Test
    void aChampionThatHasNoAnswerForTheseSalesDoesNotBlockForEver() {
        assertThat(Gate.decide(report(0.10, "old", null, false), champion("old", false))
                        .promoted())
                .isTrue();
    }

    @Test
    void aModelOfMadeUpSalesNeverReplacesOneOfRealSales() {
        var decision = Gate.decide(report(0.01, "old", 0.10, true), champion("old", false));

        assertThat(decision.promoted()).isFalse();
        assertThat(decision.reasons()).anyMatch(reason -> reason.contains("made-up"));
    }

    @Test
    void aModelOfRealSalesReplacesOneOfMadeUpSalesWithoutBeatingIt() {
        assertThat(Gate.decide(report(0.10, "old", 0.05, false), champion("old", true))
                        .promoted())
                .isTrue();
    }

    @Test
    void aComparisonWithAnotherThanTheLiveModelDoesNotCount() {
        var decision = Gate.decide(report(0.09, "older", 0.10, false), champion("old", false));

        assertThat(decision.promoted()).isFalse();
        assertThat(decision.reasons()).anyMatch(reason -> reason.contains("older") && reason.contains("old is live"));
    }

    private static Champion champion(String version, boolean madeUp) {
        return new Champion("paris-flats", version, null, madeUp, "", Instant.EPOCH);
    }

    private static TrainingReport report(double mdape, String championVersion, Double championMdape, boolean madeUp) {
        return report(
                measures("model", mdape),
                championVersion,
                championMdape == null ? null : measures("champion", championMdape),
                FLOOR_MEASURED,
                madeUp);
    }

    private static TrainingReport report(
            Measures model, String championVersion, Measures champion, List<Measures> baselines, boolean madeUp) {
        return new TrainingReport(
                "paris-flats",
                "new",
                "geo-dvf",
                "d1",
                madeUp,
                "all",
                1000,
                200,
                LocalDate.EPOCH,
                LocalDate.EPOCH,
                LocalDate.EPOCH,
                model,
                championVersion,
                champion,
                baselines,
                0.8,
                Instant.EPOCH);
    }

    private static Measures measures(String estimator, double mdape) {
        return new Measures(estimator, 200, mdape, mdape, 0.5, 0.8, 0.9, 1);
    }
}
