package fr.toise.train.training;

import java.util.HashMap;
import java.util.Map;

/** The trials of a day may run for two hours, one at a time. */
public class TwoHoursADay extends InMemoryChannels {

    @Override
    public Map<String, String> getConfigOverrides() {
        var overrides = new HashMap<>(super.getConfigOverrides());
        overrides.put("toise.training.search.budget-per-day", "2h");
        overrides.put("toise.training.search.parallel", "1");
        return overrides;
    }
}
