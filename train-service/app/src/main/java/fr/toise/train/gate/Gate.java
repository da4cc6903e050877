package fr.toise.train.gate;

import fr.toise.contracts.job.TrainingReport;
import fr.toise.contracts.model.Champion;
import fr.toise.contracts.model.GateDecision;
import fr.toise.contracts.model.Measures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Compares a challenger with the live model and with the baselines, all on the same hold-out. */
public final class Gate {

    /** What anybody could look up: a model that does not beat it is of no use. */
    static final String FLOOR = "arrondissement-median";

    private final List<String> against = new ArrayList<>();
    private final List<String> inFavour = new ArrayList<>();

    private Gate() {}

    /** @param champion the live model now; null when there is none */
    public static GateDecision decide(TrainingReport report, Champion champion) {
        var gate = new Gate();
        gate.holdAgainstFloor(report);
        if (champion != null) {
            gate.holdAgainst(champion, report);
        } else {
            gate.inFavour.add("There is no live model yet");
        }
        return gate.against.isEmpty() ? new GateDecision(true, gate.inFavour) : new GateDecision(false, gate.against);
    }

    private void holdAgainstFloor(TrainingReport report) {
        report.baselines().stream()
                .filter(baseline -> baseline.estimator().equals(FLOOR))
                .findFirst()
                .ifPresentOrElse(
                        floor -> compare(report.measures(), floor, "the arrondissement median"),
                        () -> against.add("It was not measured against the arrondissement median"));
    }

    private void holdAgainst(Champion champion, TrainingReport report) {
        if (report.madeUp() && !champion.madeUp()) {
            against.add("It learned from made-up sales, and the live model " + champion.version() + " from real ones");
        } else if (champion.madeUp() && !report.madeUp()) {
            inFavour.add("The live model " + champion.version() + " learned from made-up sales only");
        } else if (!champion.version().equals(report.championVersion())) {
            against.add("It was measured against " + report.championVersion() + ", and " + champion.version()
                    + " is live by now");
        } else if (report.champion() == null) {
            inFavour.add("The live model " + champion.version()
                    + " can't be loaded, or has no answer for most of these sales");
        } else {
            compare(report.measures(), report.champion(), "the live model " + champion.version());
        }
    }

    private void compare(Measures challenger, Measures rival, String name) {
        if (challenger.rows() != rival.rows()) {
            against.add("It was measured on " + challenger.rows() + " sales and " + name + " on " + rival.rows()
                    + ": expected the same ones");
            return;
        }
        // written so that NaN loses
        boolean better = challenger.mdape() < rival.mdape();
        (better ? inFavour : against)
                .add(String.format(
                        Locale.ROOT,
                        "Its MdAPE of %.2f %% is %s the %.2f %% of %s on the same %d sales",
                        challenger.mdape() * 100,
                        better ? "below" : "not below",
                        rival.mdape() * 100,
                        name,
                        challenger.rows()));
    }
}
