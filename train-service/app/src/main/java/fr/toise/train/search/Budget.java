package fr.toise.train.search;

import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.storage.Buckets;
import fr.toise.service.storage.Documents;
import fr.toise.train.training.TrainingConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;

/** What the trials of a day may cost. What they have cost is in the store, so that no restart forgets it. */
@ApplicationScoped
class Budget {

    private final ObjectStore store;
    private final String model;
    private final Optional<Duration> perDay;

    Budget(Buckets buckets, TrainingConfig training, SearchConfig config) {
        this.store = buckets.model();
        this.model = training.model();
        this.perDay = config.budgetPerDay();
    }

    boolean isUsedUp() {
        return perDay.filter(budget -> spentToday() >= budget.toSeconds()).isPresent();
    }

    private double spentToday() {
        return Documents.all(store, ObjectLayout.spent(model, today()), Spent.class).stream()
                .mapToDouble(Spent::seconds)
                .sum();
    }

    /** To be said of each trial once; said again, it counts once. */
    void spend(String job, Duration ran) {
        store.write(ObjectLayout.spent(model, today(), job), new Spent(job, ran.toMillis() / 1000.0, Instant.now()));
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneOffset.UTC);
    }

    /** Why nothing goes on, for a person. */
    String usedUp() {
        return String.format(
                Locale.ROOT,
                "Waits for tomorrow (UTC): trials have run for today's %.1f h, all together",
                perDay.orElseThrow().toSeconds() / 3600.0);
    }
}
