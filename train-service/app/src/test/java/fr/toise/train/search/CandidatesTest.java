package fr.toise.train.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.contracts.job.TrainingSettings;
import fr.toise.contracts.search.Rung;
import fr.toise.contracts.search.SearchPlan;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CandidatesTest {

    private static final TrainingSettings CONFIGURED =
            new TrainingSettings(0.15, 2, 128, 4, 5, 12, 256, 0.002, 0.01, 0.1, 90, 900, List.of(), 1);

    @Test
    void theSameSeedDrawsTheSameAndMoreOfThemBeginWithTheFewer() {
        // Given
        var candidates = candidates(Map.of());

        // When
        var few = candidates.draw(CONFIGURED, 5, 7);
        var many = candidates.draw(CONFIGURED, 40, 7);

        // Then
        assertThat(many).hasSize(40).startsWith(few.toArray(TrainingSettings[]::new));
        assertThat(many.get(0)).isEqualTo(CONFIGURED);
        assertThat(many).doesNotHaveDuplicates();
        assertThat(candidates.draw(CONFIGURED, 40, 8).subList(1, 40)).doesNotContainAnyElementsOf(many);
    }

    @Test
    void theyAreWithinTheSpace() {
        var drawn = candidates(Map.of()).draw(CONFIGURED, 200, 1);

        assertThat(drawn).allSatisfy(settings -> {
            assertThat(settings.layers()).isBetween(1, 3);
            assertThat(settings.width()).isIn(64, 96, 128, 192, 256);
            assertThat(settings.heads()).isIn(0, 2, 4, 8);
            assertThat(settings.epochs()).isBetween(8, 24);
            assertThat(settings.peakLearningRate()).isBetween(0.0005, 0.005);
            assertThat(settings.weightDecay()).isBetween(0.001, 0.1);
            assertThat(settings.dropout()).isBetween(0.0, 0.3);
            assertThat(settings.without()).hasSizeLessThan(2);
            assertThat(settings.networks()).isEqualTo(5);
        });
        assertThat(drawn).extracting(TrainingSettings::without).contains(List.of(), List.of("street"));
        assertThat(drawn).extracting(TrainingSettings::weightDecay).anyMatch(decay -> decay < 0.003);
    }

    @Test
    void theSpaceIsConfigured() {
        var drawn = candidates(Map.of(
                        "toise.training.search.space.width", "32",
                        "toise.training.search.space.dropout", "0.2..0.2",
                        "toise.training.search.space.without-share", "0"))
                .draw(CONFIGURED, 20, 1);

        assertThat(drawn.subList(1, 20)).allSatisfy(settings -> {
            assertThat(settings.width()).isEqualTo(32);
            assertThat(settings.dropout()).isEqualTo(0.2);
            assertThat(settings.without()).isEmpty();
        });
    }

    @ParameterizedTest
    @CsvSource({
        "layers, 0..3, 1.0 to 20.0",
        "width, '64,20000', 1.0 to 10000.0",
        "heads, '-1,4', 0.0 to 64.0",
        "epochs, 0..10, 1.0 to 1000.0",
        "peak-learning-rate, 0..0.1, 1.0E-9 to 1.0",
        "weight-decay, 0..11, 0.0 to 10.0",
        "dropout, 0..1.5, 0.0 to 0.9",
        "index-days, '0,90', 1.0 to 100000.0",
        "half-life-days, '0,90', 1.0 to 100000.0"
    })
    void aNumberThatCannotBeIsNamed(String key, String values, String expected) {
        assertThatThrownBy(() -> candidates(Map.of("toise.training.search.space." + key, values)))
                .hasMessage("toise.training.search.space." + key + " is '" + values + "', expected numbers from "
                        + expected);
    }

    @Test
    void aGroupThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> candidates(Map.of("toise.training.search.space.without", "garden")))
                .hasMessageStartingWith(
                        "toise.training.search.space.without names 'garden', expected some of [building,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"big", "1..", "0.3..0.1", "0..1 log", "1,,2", ""})
    void whatAreNoValuesIsNamed(String text) {
        assertThatThrownBy(() -> Values.of(text)).hasMessageContaining("'" + text + "'");
    }

    @Test
    void drawnNumbersCanBeRead() {
        var random = new Random(1);

        for (int i = 0; i < 100; i++) {
            assertThat(String.valueOf(Values.of("0.1..0.3").draw(random))).matches("0\\.\\d{1,3}");
        }
    }

    @ParameterizedTest
    @CsvSource({"0.1..0.3, 0.2", "0.001..0.1 log, 0.01"})
    void halfOfWhatIsDrawnLiesBelowTheMiddle(String values, double middle) {
        var random = new Random(1);

        assertThat(Stream.generate(() -> Values.of(values).draw(random))
                        .limit(1_000)
                        .filter(drawn -> drawn < middle)
                        .count())
                .isBetween(450L, 550L);
    }

    @ParameterizedTest
    @CsvSource({"0.34x1, 4, 1", "0.67x3, 8, 3", "1xall, 12, 5", "1x9, 12, 5", "0.001x1, 1, 1"})
    void aRungLimitsWhatATrialCosts(String rung, int epochs, int networks) {
        var limited = Rung.of(rung).limit(CONFIGURED);

        assertThat(limited.epochs()).isEqualTo(epochs);
        assertThat(limited.networks()).isEqualTo(networks);
        assertThat(limited.width()).isEqualTo(CONFIGURED.width());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "0x1", "2x1", "0.5xsome", "0.5x0", "x"})
    void whatIsNoRungIsRefused(String text) {
        assertThatThrownBy(() -> Rung.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }

    @Test
    void aThirdGoesOn() {
        // Given
        var config = config(Map.of());
        var settings = candidates(Map.of()).draw(CONFIGURED, 32, 1);

        // When
        var plan = new SearchPlan(
                "s", "geo-dvf", "d1", List.of(), config.rungs(), config.promotedShare(), settings, null, null);

        // Then
        assertThat(plan.trialsByRung()).containsExactly(32, 11, 4);
        assertThat(plan.trainings()).isEqualTo(47);
    }

    private static Candidates candidates(Map<String, String> settings) {
        return new Candidates(config(settings));
    }

    private static SearchConfig config(Map<String, String> settings) {
        return new SmallRyeConfigBuilder()
                .withMapping(SearchConfig.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(SearchConfig.class);
    }
}
