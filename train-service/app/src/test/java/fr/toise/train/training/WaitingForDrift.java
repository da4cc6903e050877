package fr.toise.train.training;

import java.util.HashMap;
import java.util.Map;

/** New sales alone start nothing, and what is trained is searched for. */
public class WaitingForDrift extends InMemoryChannels {

    @Override
    public Map<String, String> getConfigOverrides() {
        var overrides = new HashMap<>(super.getConfigOverrides());
        overrides.put("toise.training.triggers.new-data", "on-drift");
        overrides.put("toise.training.triggers.schedule", "12h");
        overrides.put("toise.training.search.trials", "3");
        return overrides;
    }
}
