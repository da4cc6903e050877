package fr.toise.predict.loop;

import fr.toise.contracts.event.Event;
import fr.toise.contracts.event.Unreadable;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Hears everything that is said in the loop, for people to see; nothing is done upon it. */
@ApplicationScoped
class LoopEvents {

    private static final Logger LOG = Logger.getLogger(LoopEvents.class);

    private final Timeline timeline;

    LoopEvents(Timeline timeline) {
        this.timeline = timeline;
    }

    @Incoming("loop-events")
    void onEvent(Event event) {
        if (event instanceof Unreadable unreadable) {
            // whoever has to act upon it sends it to the failed topic
            LOG.debugf("Not shown: %s", unreadable.problem());
            return;
        }
        timeline.hear(event);
    }
}
