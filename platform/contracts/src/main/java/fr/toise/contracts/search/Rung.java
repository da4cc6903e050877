package fr.toise.contracts.search;

import fr.toise.contracts.job.TrainingSettings;
import java.util.regex.Pattern;

/**
 * What a trial may cost before it is compared with the others.
 *
 * @param epochs   share of the epochs, above 0 to 1
 * @param networks how many; 0 for all
 */
public record Rung(double epochs, int networks) {

    private static final Pattern TEXT = Pattern.compile("([0-9.]+)x(all|[1-9][0-9]*)");

    public Rung {
        if (!(epochs > 0 && epochs <= 1)) {
            throw new IllegalArgumentException("The share of the epochs is " + epochs + ", expected above 0 to 1");
        }
    }

    /** {@code 0.34x1} or {@code 1xall}: how its setting is written. */
    public static Rung of(String text) {
        var parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no rung: expected <share of the epochs>x<networks>,"
                    + " like 0.34x1, or 1xall for every network");
        }
        return new Rung(
                Double.parseDouble(parts.group(1)),
                parts.group(2).equals("all") ? 0 : Integer.parseInt(parts.group(2)));
    }

    public TrainingSettings limit(TrainingSettings settings) {
        return new TrainingSettings(
                settings.holdOutShare(),
                settings.layers(),
                settings.width(),
                settings.heads(),
                networks == 0 ? settings.networks() : Math.min(networks, settings.networks()),
                (int) Math.max(1, Math.round(settings.epochs() * epochs)),
                settings.batchSize(),
                settings.peakLearningRate(),
                settings.weightDecay(),
                settings.dropout(),
                settings.indexDays(),
                settings.halfLifeDays(),
                settings.without(),
                settings.seed());
    }
}
