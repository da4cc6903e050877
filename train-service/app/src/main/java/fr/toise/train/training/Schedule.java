package fr.toise.train.training;

import fr.toise.contracts.model.TrainingReason.Trigger;
import fr.toise.train.trigger.TriggersConfig;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Asks for a training when its time has come. */
@ApplicationScoped
class Schedule {

    static final String NAME = "training";

    private final TriggersConfig config;
    private final Scheduler scheduler;
    private final Trainer trainer;

    Schedule(TriggersConfig config, Scheduler scheduler, Trainer trainer) {
        this.config = config;
        this.scheduler = scheduler;
        this.trainer = trainer;
    }

    void begin(@Observes StartupEvent start) {
        var schedule = config.schedule().strip();
        if (schedule.equals(TriggersConfig.OFF)) {
            return;
        }
        var job = scheduler.newJob(NAME).setTask(execution -> due());
        try {
            // a cron expression has several fields
            if (schedule.contains(" ")) {
                job.setCron(schedule).schedule();
            } else {
                job.setInterval(schedule).setDelayed(schedule).schedule();
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "toise.training.triggers.schedule is '" + schedule
                            + "', expected an interval like 24h, a cron expression like 0 0 3 ? * SUN, or off",
                    e);
        }
    }

    void due() {
        trainer.ask(Trigger.SCHEDULE, "The schedule " + config.schedule() + " was due", null);
    }
}
