package fr.toise.train.search;

import fr.toise.contracts.job.TrainingSettings;
import fr.toise.train.search.SearchConfig.Space;
import fr.toise.train.training.TrainingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws the settings to try. The same seed draws the same ones, and more of them begin with the fewer. */
@ApplicationScoped
class Candidates {

    private static final int LARGEST = 100_000;

    private final Space space;

    Candidates(SearchConfig config) {
        this.space = config.space();
        within("layers", space.layers(), 1, 20);
        within("width", space.width(), 1, 10_000);
        within("heads", space.heads(), 0, 64);
        within("epochs", space.epochs(), 1, 1_000);
        within("peak-learning-rate", space.peakLearningRate(), 1e-9, 1);
        within("weight-decay", space.weightDecay(), 0, 10);
        within("dropout", space.dropout(), 0, 0.9);
        within("index-days", space.indexDays(), 1, LARGEST);
        within("half-life-days", space.halfLifeDays(), 1, LARGEST);
        TrainingConfig.featureGroups("toise.training.search.space.without", space.without());
    }

    private static void within(String key, Values values, double low, double high) {
        if (values.lowest().compareTo(BigDecimal.valueOf(low)) < 0
                || values.highest().compareTo(BigDecimal.valueOf(high)) > 0) {
            throw new IllegalArgumentException("toise.training.search.space." + key + " is '" + values
                    + "', expected numbers from " + low + " to " + high);
        }
    }

    /** The first are those of the configuration. */
    List<TrainingSettings> draw(TrainingSettings configured, int trials, long seed) {
        var candidates = new ArrayList<TrainingSettings>();
        candidates.add(configured);
        while (candidates.size() < trials) {
            candidates.add(draw(configured, new Random(seed * 1_000_003 + candidates.size())));
        }
        return candidates;
    }

    private TrainingSettings draw(TrainingSettings configured, Random random) {
        // the first numbers of neighbouring seeds are alike
        random.nextLong();
        return new TrainingSettings(
                configured.holdOutShare(),
                space.layers().drawWhole(random),
                space.width().drawWhole(random),
                space.heads().drawWhole(random),
                configured.networks(),
                space.epochs().drawWhole(random),
                configured.batchSize(),
                space.peakLearningRate().draw(random),
                space.weightDecay().draw(random),
                space.dropout().draw(random),
                space.indexDays().drawWhole(random),
                space.halfLifeDays().drawWhole(random),
                without(random),
                configured.seed());
    }

    private List<String> without(Random random) {
        boolean leaveOut = random.nextDouble() < space.withoutShare();
        var groups = space.without();
        return leaveOut && !groups.isEmpty() ? List.of(groups.get(random.nextInt(groups.size()))) : List.of();
    }

    /** All that decides what is drawn, beside the seed. */
    @Override
    public String toString() {
        return "layers %s; width %s; heads %s; epochs %s; peak-learning-rate %s; weight-decay %s; dropout %s; index-days %s; half-life-days %s; without %s in %s"
                .formatted(
                        space.layers(),
                        space.width(),
                        space.heads(),
                        space.epochs(),
                        space.peakLearningRate(),
                        space.weightDecay(),
                        space.dropout(),
                        space.indexDays(),
                        space.halfLifeDays(),
                        space.without(),
                        space.withoutShare());
    }
}
