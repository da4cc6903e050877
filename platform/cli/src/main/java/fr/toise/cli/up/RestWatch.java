package fr.toise.cli.up;

import fr.toise.cli.up.PipelineState.Outcome;
import fr.toise.cli.up.Poller.Polled;
import java.util.Optional;

/** Notices that the pipeline has come to rest and stays so for some rounds. */
final class RestWatch {

    private static final long MOVING = -1;

    private final int rounds;
    private long since = MOVING;

    RestWatch(int rounds) {
        this.rounds = rounds;
    }

    Optional<Outcome> outcome(Polled polled) {
        var outcome = polled.state().outcome();
        if (outcome.isEmpty()) {
            since = MOVING;
        } else if (since == MOVING) {
            since = polled.number();
        }
        return outcome.filter(found -> polled.number() - since >= rounds);
    }
}
