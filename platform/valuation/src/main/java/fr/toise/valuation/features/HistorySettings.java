package fr.toise.valuation.features;

/**
 * How earlier sales are summed up; part of what a model was trained with.
 *
 * @param indexDays    sales of how many days before a day make the market's level
 * @param halfLifeDays after how many days an earlier sale of the same place counts half
 */
public record HistorySettings(int indexDays, int halfLifeDays) {

    public static final HistorySettings DEFAULT = new HistorySettings(60, 900);

    public HistorySettings {
        if (indexDays < 1 || halfLifeDays < 1) {
            throw new IllegalArgumentException(
                    "Expected at least one day, not " + indexDays + " for the index and " + halfLifeDays + " to half");
        }
    }
}
