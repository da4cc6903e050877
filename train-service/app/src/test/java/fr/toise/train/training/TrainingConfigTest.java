package fr.toise.train.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.contracts.job.TrainingSettings;
import fr.toise.contracts.search.Rung;
import fr.toise.train.gate.GateConfig;
import fr.toise.train.ledger.LedgerConfig;
import fr.toise.train.registry.RetentionConfig;
import fr.toise.train.search.SearchConfig;
import fr.toise.train.trigger.TriggersConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingConfigTest {

    @Test
    void hasTheseDefaults() {
        var config = config(Map.of()).getConfigMapping(TrainingConfig.class);

        assertThat(config.model()).isEqualTo("paris-flats");
        assertThat(config.lookEvery()).isEqualTo("30s");
        assertThat(config.settings())
                .isEqualTo(new TrainingSettings(0.15, 2, 96, 4, 5, 12, 256, 0.002, 0.01, 0, 60, 900, List.of(), 1));
    }

    @Test
    void everyKeyIsRead() {
        var values = new HashMap<String, String>();
        values.put("toise.training.model", "lyon-flats");
        values.put("toise.training.look-every", "5m");
        values.put("toise.training.hold-out-share", "0.2");
        values.put("toise.training.layers", "3");
        values.put("toise.training.width", "64");
        values.put("toise.training.heads", "2");
        values.put("toise.training.networks", "7");
        values.put("toise.training.epochs", "20");
        values.put("toise.training.batch-size", "512");
        values.put("toise.training.peak-learning-rate", "0.001");
        values.put("toise.training.weight-decay", "0.02");
        values.put("toise.training.dropout", "0.2");
        values.put("toise.training.index-days", "60");
        values.put("toise.training.half-life-days", "700");
        values.put("toise.training.without", "street,carrez");
        values.put("toise.training.seed", "9");

        var config = config(values).getConfigMapping(TrainingConfig.class);

        assertThat(config.model()).isEqualTo("lyon-flats");
        assertThat(config.lookEvery()).isEqualTo("5m");
        assertThat(config.settings())
                .isEqualTo(new TrainingSettings(
                        0.2, 3, 64, 2, 7, 20, 512, 0.001, 0.02, 0.2, 60, 700, List.of("carrez", "street"), 9));
    }

    @Test
    void theGateHasTheseDefaults() {
        var gate = config(Map.of()).getConfigMapping(GateConfig.class);

        assertThat(gate.minimumProbabilityBetter()).isEqualTo(0.95);
        assertThat(gate.minimumProbabilityBetterOnNewerSales()).isEqualTo(0.5);
        assertThat(gate.maximumArrondissementLoss()).isEqualTo(0.015);
        assertThat(gate.minimumArrondissementSales()).isEqualTo(100);
        assertThat(gate.minimumCoverage()).isEqualTo(0.78);
        assertThat(gate.maximumCoverage()).isEqualTo(0.82);
        assertThat(gate.minimumMedianRatio()).isEqualTo(0.98);
        assertThat(gate.maximumMedianRatio()).isEqualTo(1.02);
        assertThat(gate.standardErrors()).isEqualTo(2);
        assertThat(gate.baselines()).isEmpty();
    }

    @Test
    void everyKeyOfTheGateIsRead() {
        var gate = config(Map.of(
                        "toise.training.gate.minimum-probability-better", "0.9",
                        "toise.training.gate.minimum-probability-better-on-newer-sales", "0.6",
                        "toise.training.gate.maximum-arrondissement-loss", "0.02",
                        "toise.training.gate.minimum-arrondissement-sales", "50",
                        "toise.training.gate.minimum-coverage", "0.7",
                        "toise.training.gate.maximum-coverage", "0.9",
                        "toise.training.gate.minimum-median-ratio", "0.9",
                        "toise.training.gate.maximum-median-ratio", "1.1",
                        "toise.training.gate.standard-errors", "0",
                        "toise.training.gate.baselines", "arrondissement-median,gradient-boosting"))
                .getConfigMapping(GateConfig.class);

        assertThat(gate.minimumProbabilityBetter()).isEqualTo(0.9);
        assertThat(gate.minimumProbabilityBetterOnNewerSales()).isEqualTo(0.6);
        assertThat(gate.maximumArrondissementLoss()).isEqualTo(0.02);
        assertThat(gate.minimumArrondissementSales()).isEqualTo(50);
        assertThat(gate.minimumCoverage()).isEqualTo(0.7);
        assertThat(gate.maximumCoverage()).isEqualTo(0.9);
        assertThat(gate.minimumMedianRatio()).isEqualTo(0.9);
        assertThat(gate.maximumMedianRatio()).isEqualTo(1.1);
        assertThat(gate.standardErrors()).isZero();
        assertThat(gate.baselines()).hasValue(List.of("arrondissement-median", "gradient-boosting"));
    }

    @Test
    void searchTriggersLedgerAndRetentionHaveTheseDefaults() {
        var config = config(Map.of());
        var search = config.getConfigMapping(SearchConfig.class);
        var triggers = config.getConfigMapping(TriggersConfig.class);

        assertThat(search.trials()).isZero();
        assertThat(search.parallel()).isEmpty();
        assertThat(search.budgetPerDay()).isEmpty();
        assertThat(search.promotedShare()).isEqualTo(0.3333);
        assertThat(search.rungs()).containsExactly(new Rung(0.34, 1), new Rung(0.67, 1), new Rung(1, 0));
        assertThat(search.seed()).isEqualTo(1);
        assertThat(search.space().layers()).hasToString("1,2,3");
        assertThat(search.space().width()).hasToString("64,96,128,192,256");
        assertThat(search.space().heads()).hasToString("0,2,4,8");
        assertThat(search.space().epochs()).hasToString("8..24");
        assertThat(search.space().peakLearningRate()).hasToString("0.0005..0.005 log");
        assertThat(search.space().weightDecay()).hasToString("0.001..0.1 log");
        assertThat(search.space().dropout()).hasToString("0..0.3");
        assertThat(search.space().indexDays()).hasToString("45,60,90,120,180");
        assertThat(search.space().halfLifeDays()).hasToString("365,600,900,1400,2000");
        assertThat(search.space().without())
                .containsExactly(
                        "rooms",
                        "carrez",
                        "outbuildings",
                        "position",
                        "building",
                        "street",
                        "section",
                        "commune",
                        "neighbours");
        assertThat(search.space().withoutShare()).isEqualTo(0.3);
        assertThat(triggers.newData()).isEqualTo(TriggersConfig.NewData.ALWAYS);
        assertThat(triggers.schedule()).isEqualTo("off");
        assertThat(triggers.maximumPopulationShift()).isEqualTo(0.25);
        assertThat(triggers.maximumLedgerFactor()).isEqualTo(1.25);
        assertThat(triggers.minimumLedgerSales()).isEqualTo(200);
        assertThat(config.getConfigMapping(LedgerConfig.class).champions()).isEqualTo(5);
        assertThat(config.getConfigMapping(RetentionConfig.class).keep()).isEqualTo(10);
    }

    @Test
    void everyKeyOfSearchTriggersLedgerAndRetentionIsRead() {
        var values = new HashMap<String, String>();
        values.put("toise.training.search.trials", "32");
        values.put("toise.training.search.parallel", "2");
        values.put("toise.training.search.budget-per-day", "PT8H");
        values.put("toise.training.search.promoted-share", "0.5");
        values.put("toise.training.search.rungs", "0.5x2,1xall");
        values.put("toise.training.search.seed", "9");
        values.put("toise.training.search.space.layers", "4");
        values.put("toise.training.search.space.width", "32");
        values.put("toise.training.search.space.heads", "1");
        values.put("toise.training.search.space.epochs", "5");
        values.put("toise.training.search.space.peak-learning-rate", "0.1");
        values.put("toise.training.search.space.weight-decay", "0.2");
        values.put("toise.training.search.space.dropout", "0.4");
        values.put("toise.training.search.space.index-days", "30");
        values.put("toise.training.search.space.half-life-days", "100");
        values.put("toise.training.search.space.without", "street");
        values.put("toise.training.search.space.without-share", "1");
        values.put("toise.training.triggers.new-data", "on-drift");
        values.put("toise.training.triggers.schedule", "0 0 3 ? * SUN");
        values.put("toise.training.triggers.maximum-population-shift", "0.1");
        values.put("toise.training.triggers.maximum-ledger-factor", "2");
        values.put("toise.training.triggers.minimum-ledger-sales", "50");
        values.put("toise.training.ledger.champions", "0");
        values.put("toise.training.retention.keep", "3");

        var config = config(values);
        var search = config.getConfigMapping(SearchConfig.class);
        var triggers = config.getConfigMapping(TriggersConfig.class);

        assertThat(search.trials()).isEqualTo(32);
        assertThat(search.parallel()).hasValue(2);
        assertThat(search.budgetPerDay()).hasValue(Duration.ofHours(8));
        assertThat(search.promotedShare()).isEqualTo(0.5);
        assertThat(search.rungs()).containsExactly(new Rung(0.5, 2), new Rung(1, 0));
        assertThat(search.seed()).isEqualTo(9);
        assertThat(search.space().layers()).hasToString("4");
        assertThat(search.space().width()).hasToString("32");
        assertThat(search.space().heads()).hasToString("1");
        assertThat(search.space().epochs()).hasToString("5");
        assertThat(search.space().peakLearningRate()).hasToString("0.1");
        assertThat(search.space().weightDecay()).hasToString("0.2");
        assertThat(search.space().dropout()).hasToString("0.4");
        assertThat(search.space().indexDays()).hasToString("30");
        assertThat(search.space().halfLifeDays()).hasToString("100");
        assertThat(search.space().without()).containsExactly("street");
        assertThat(search.space().withoutShare()).isEqualTo(1);
        assertThat(triggers.newData()).isEqualTo(TriggersConfig.NewData.ON_DRIFT);
        assertThat(triggers.schedule()).isEqualTo("0 0 3 ? * SUN");
        assertThat(triggers.maximumPopulationShift()).isEqualTo(0.1);
        assertThat(triggers.maximumLedgerFactor()).isEqualTo(2);
        assertThat(triggers.minimumLedgerSales()).isEqualTo(50);
        assertThat(config.getConfigMapping(LedgerConfig.class).champions()).isZero();
        assertThat(config.getConfigMapping(RetentionConfig.class).keep()).isEqualTo(3);
    }

    @Test
    void aGroupOfFeaturesThatThereIsNotIsNamed() {
        var config = config(Map.of("toise.training.without", "street,garden")).getConfigMapping(TrainingConfig.class);

        assertThatThrownBy(config::settings)
                .hasMessage("toise.training.without names 'garden', expected some of [building, carrez, commune,"
                        + " neighbours, outbuildings, position, rooms, section, street]");
    }

    @Test
    void aSettingThatNothingCanBeTrainedWithIsNamed() {
        var config = config(Map.of("toise.training.hold-out-share", "0.9")).getConfigMapping(TrainingConfig.class);

        assertThatThrownBy(config::settings)
                .hasMessage("toise.training: holdOutShare: 0.9 was given, expected 0.05 to 0.5");
    }

    @Test
    void anUnknownKeyFailsAtStart() {
        assertThatThrownBy(() -> config(Map.of("toise.training.epoch", "30")))
                .hasMessageContaining("toise.training.epoch");
    }

    private static SmallRyeConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withMapping(TrainingConfig.class)
                .withMapping(GateConfig.class)
                .withMapping(SearchConfig.class)
                .withMapping(TriggersConfig.class)
                .withMapping(LedgerConfig.class)
                .withMapping(RetentionConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build();
    }
}
