package fr.toise.train.registry;

import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.model.Champion;
import fr.toise.contracts.model.Champion.Cause;
import fr.toise.objectstore.ObjectStore.Versioned;
import fr.toise.service.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Makes a version live because a person says so. What can't be is refused in words. */
@ApplicationScoped
class ChosenModel {

    private static final Logger LOG = Logger.getLogger(ChosenModel.class);

    private final ModelRegistry registry;
    private final Promotions promotions;
    private final ModelRelease release;

    ChosenModel(ModelRegistry registry, Promotions promotions, ModelRelease release) {
        this.registry = registry;
        this.promotions = promotions;
        this.release = release;
    }

    /** @param reason null where none was given */
    Champion promote(String version, String by, String reason) {
        return move(version, Cause.PERSON, by, reason == null ? "Promoted by " + by : reason);
    }

    /**
     * @param version null for the one that was live before
     * @param reason  null where none was given
     */
    Champion rollback(String version, String by, String reason) {
        var live = registry.champion()
                .orElseThrow(() -> conflict("There is no live model, so there is nothing to go back from"));
        var target = version == null ? before(live) : version;
        if (!promotions.wasLive(target) && !target.equals(live.previousVersion())) {
            var report = known(target);
            throw conflict("Version '" + report.version()
                    + "' was never live, so there is no going back to it; ./toise models promote, or POST /api/v1/models/"
                    + report.version() + "/promote, makes it live all the same");
        }
        return move(
                target,
                Cause.ROLLBACK,
                by,
                reason == null ? "Rolled back from " + live.version() + " by " + by : reason);
    }

    private String before(Champion live) {
        return promotions
                .predecessor(live)
                .orElseThrow(
                        () -> conflict(
                                "Before " + live.version()
                                        + " no other version was live; name one of those that ./toise models, or GET /api/v1/models, lists"));
    }

    private Champion move(String version, Cause cause, String by, String reason) {
        var report = known(version);
        var missing = registry.missing(version);
        if (!missing.isEmpty()) {
            throw conflict("Version '" + version + "' is not whole: " + missing
                    + " of its manifest are not there, so it can't be served");
        }
        var current = registry.versionedChampion();
        var live = current.map(Versioned::value).orElse(null);
        refuse(report, live);
        var next = new Champion(
                report.model(),
                version,
                live == null ? null : live.version(),
                report.madeUp(),
                reason,
                ModelRelease.after(live),
                cause,
                by);
        if (!registry.promote(next, current)) {
            throw conflict("Somebody else has changed the live model at this moment; look at it again");
        }
        if (registry.report(version).isEmpty()) {
            // removed as one of the oldest after it was looked at above
            goBack(live, next);
            throw conflict("Version '" + version + "' was removed at this moment, so it can't be served");
        }
        LOG.infof("Model %s is live: %s (%s)", version, reason, by);
        say(next);
        return next;
    }

    /** @param live null where there was none: then there is nothing to go back to */
    private void goBack(Champion live, Champion removed) {
        var current = registry.versionedChampion()
                // else another was made live meanwhile, and stays so
                .filter(champion -> champion.value().equals(removed));
        if (live != null && current.isPresent()) {
            registry.promote(
                    new Champion(
                            live.model(),
                            live.version(),
                            removed.version(),
                            live.madeUp(),
                            "Version " + removed.version() + " was removed while it was made live",
                            ModelRelease.after(removed),
                            Cause.ROLLBACK,
                            removed.by()),
                    current);
        }
    }

    private static void refuse(TrainingReport report, Champion live) {
        if (live == null) {
            return;
        }
        if (live.version().equals(report.version())) {
            throw conflict("Version '" + report.version() + "' is live already, since " + live.promotedAt());
        }
        if (report.madeUp() && !live.madeUp()) {
            throw conflict("Version '" + report.version() + "' learned from made-up sales, and the live model "
                    + live.version() + " from real ones, which it never replaces");
        }
    }

    private TrainingReport known(String version) {
        return registry.report(version).orElseThrow(() -> ModelsResource.unknown(version));
    }

    /** The pointer is moved: predict-service finds it by itself, only later. */
    private void say(Champion next) {
        try {
            release.say(next);
        } catch (IllegalStateException e) {
            LOG.warnf(e, "Failed to say that %s is live; it is, and is found at the next look", next.version());
        }
    }

    private static ProblemException conflict(String why) {
        return ProblemException.of(409, "not-to-be-promoted", "The live model stays as it is", why);
    }
}
