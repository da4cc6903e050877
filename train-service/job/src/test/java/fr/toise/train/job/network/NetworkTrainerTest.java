package fr.toise.train.job.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import fr.toise.contracts.job.TrainingSettings;
import fr.toise.contracts.model.EpochLoss;
import fr.toise.train.job.SalesRows;
import fr.toise.valuation.MadeUpTown;
import fr.toise.valuation.features.EncodedFlat;
import fr.toise.valuation.network.NetworkEnsemble;
import fr.toise.valuation.network.NetworkEnsemble.Answer;
import fr.toise.valuation.network.NetworkShape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NetworkTrainerTest {

    private static final SalesRows ROWS = SalesRows.of(
            MadeUpTown.sales(1_500, LocalDate.of(2021, 1, 1), LocalDate.of(2021, 12, 31), 5), settings(2, 0));

    private static final List<EncodedFlat> ASKED =
            ROWS.asked().stream().map(ROWS.encoding()::encode).toList();

    private static TrainingSettings settings(int networks, double dropout) {
        return new TrainingSettings(0.15, 2, 16, 2, networks, 6, 128, 0.004, 0.01, dropout, 90, 900, List.of(), 1);
    }

    private static NetworkTrainer trainer(TrainingSettings settings, Checkpoints checkpoints) {
        return new NetworkTrainer(settings, NetworkTrainer.shape(settings), checkpoints, "test");
    }

    private static List<Answer> answers(TrainingSettings settings, Checkpoints checkpoints) {
        var trained = trainer(settings, checkpoints).train(ROWS.toLearn(), null, epoch -> {});
        return trained.networks().predict(ASKED);
    }

    @Test
    void whatIsServedHasToSayWhatWasTrained() {
        // Given
        var networks = trainer(settings(1, 0), Checkpoints.NONE)
                .train(ROWS.toLearn(), null, epoch -> {})
                .networks();
        var flats = ASKED.subList(0, 1);
        var answer = networks.predict(flats.get(0));
        float estimate = (float) answer.estimate();
        float logError = (float) answer.logError() - NetworkShape.FIRST_LOG_ERROR;

        // When
        NetworkTrainer.requireSame(networks, flats, new float[] {estimate, logError});

        // Then
        assertThatThrownBy(() -> NetworkTrainer.requireSame(networks, flats, new float[] {estimate + 0.01f, logError}))
                .hasMessageContaining("as estimate where they were trained");
        assertThatThrownBy(() -> NetworkTrainer.requireSame(networks, flats, new float[] {estimate, logError + 0.01f}))
                .hasMessageContaining("as logarithm of the error")
                .hasMessageEndingWith("what ValuationNetworks computes, NetworkEnsemble has to, too");
    }

    @Test
    void whatWasKilledAndResumedIsWhatWasNeverKilled() {
        for (double dropout : new double[] {0, 0.2}) {
            // Given
            var settings = settings(2, dropout);
            var checkpoints = new KeptCheckpoints();
            assertThatThrownBy(() -> trainer(settings, checkpoints).train(ROWS.toLearn(), null, epoch -> {
                        if (epoch == 4) {
                            throw new IllegalStateException("killed");
                        }
                    }))
                    .hasMessage("killed");
            assertThat(checkpoints.kept).hasSize(1);

            // When
            var resumed = answers(settings, checkpoints);

            // Then
            var never = answers(settings, Checkpoints.NONE);
            for (int i = 0; i < never.size(); i++) {
                assertThat(resumed.get(i).estimate()).isEqualTo(never.get(i).estimate());
                assertThat(resumed.get(i).logError()).isEqualTo(never.get(i).logError());
            }
        }
    }

    @Test
    void whatWasKilledBetweenTheStatesOfTwoGroupsBeginsAnew() {
        // Given one group that is kept up to an epoch, and another up to the one before
        var devices = List.of(Device.cpu(), Device.cpu());
        var checkpoints = new KeptCheckpoints();
        var second = new ArrayList<byte[]>();
        trainer(settings(2, 0), checkpoints)
                .train(ROWS.toLearn(), null, epoch -> second.add(checkpoints.kept.get("test-1")), devices);
        checkpoints.kept.put("test-1", second.get(3));
        var epochs = new ArrayList<Integer>();

        // When
        var resumed = trainer(settings(2, 0), checkpoints).train(ROWS.toLearn(), null, epochs::add, devices);

        // Then
        assertThat(epochs).hasSize(6);
        var answers = resumed.networks().predict(ASKED);
        var never = answers(settings(2, 0), Checkpoints.NONE);
        for (int i = 0; i < never.size(); i++) {
            assertThat(answers.get(i).estimate()).isCloseTo(never.get(i).estimate(), within(1e-3));
        }
    }

    @Test
    void aResumedTrainingDoesOnlyWhatIsLeft() {
        // Given
        var checkpoints = new KeptCheckpoints();
        answers(settings(1, 0), checkpoints);
        var epochs = new ArrayList<Integer>();

        // When
        trainer(settings(1, 0), checkpoints).train(ROWS.toLearn(), null, epochs::add);

        // Then the last epoch is never kept: what follows it is the bundle
        assertThat(epochs).containsExactly(6);
    }

    @Test
    void theStateOfOtherSettingsIsNotGoneOnWith() {
        // Given
        var checkpoints = new KeptCheckpoints();
        answers(settings(1, 0), checkpoints);
        var epochs = new ArrayList<Integer>();

        // When
        trainer(settings(2, 0), checkpoints).train(ROWS.toLearn(), null, epochs::add);

        // Then
        assertThat(epochs).hasSize(6);
    }

    @Test
    void aNetworkLearnsTheSameBesideOthersAndAlone() {
        // Given
        var both = settings(2, 0);
        var first = settings(1, 0);
        var second = new TrainingSettings(0.15, 2, 16, 2, 1, 6, 128, 0.004, 0.01, 0, 90, 900, List.of(), 2);

        // When
        var together = answers(both, Checkpoints.NONE);
        var one = trainer(first, Checkpoints.NONE).train(ROWS.toLearn(), null, epoch -> {});
        var other = trainer(second, Checkpoints.NONE).train(ROWS.toLearn(), null, epoch -> {});
        var joined = NetworkEnsemble.join(List.of(one.networks(), other.networks()));
        var apart = joined.predict(ASKED);

        // Then
        for (int i = 0; i < together.size(); i++) {
            assertThat(apart.get(i).estimate()).isCloseTo(together.get(i).estimate(), within(1e-3));
        }
    }

    @Test
    void theLossFallsOnWhatIsLearnedAndOnWhatIsHeldOut() {
        var trained = trainer(settings(2, 0), Checkpoints.NONE).train(ROWS.toLearn(), ROWS.heldOut(), epoch -> {});
        var losses = trained.losses();

        assertThat(losses).extracting(EpochLoss::epoch).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(losses.get(5).training()).isLessThan(0.8 * losses.get(0).training());
        assertThat(losses.get(5).heldOut()).isLessThan(losses.get(0).heldOut());
    }

    @Test
    void fiftyTrainingsInOneProcessDoNotGrowIt() throws IOException {
        // Given
        var quick = new TrainingSettings(0.15, 2, 64, 2, 2, 1, 128, 0.004, 0.01, 0, 60, 900, List.of(), 1);
        for (int i = 0; i < 10; i++) {
            answers(quick, Checkpoints.NONE);
        }
        long before = residentKilobytes();

        // When
        for (int i = 0; i < 50; i++) {
            answers(quick, Checkpoints.NONE);
        }

        // Then what one training holds is more than this, fifty times over
        assertThat(residentKilobytes() - before).isLessThan(50_000);
    }

    private static long residentKilobytes() throws IOException {
        System.gc();
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** After every epoch, in memory. */
    private static final class KeptCheckpoints implements Checkpoints {

        final Map<String, byte[]> kept = new HashMap<>();

        @Override
        public Optional<InputStream> open(String name) {
            return Optional.ofNullable(kept.get(name)).map(ByteArrayInputStream::new);
        }

        @Override
        public void put(String name, Path file) throws IOException {
            kept.put(name, Files.readAllBytes(file));
        }

        @Override
        public boolean isDue() {
            return true;
        }
    }
}
