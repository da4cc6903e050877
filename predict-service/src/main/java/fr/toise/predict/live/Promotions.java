package fr.toise.predict.live;

import fr.toise.contracts.event.Event;
import fr.toise.contracts.event.Unreadable;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Hears that a model was promoted, and has the store looked at: which one it was is not taken from the event. */
@ApplicationScoped
class Promotions {

    private final LiveModel liveModel;

    Promotions(LiveModel liveModel) {
        this.liveModel = liveModel;
    }

    @Incoming("model-promoted")
    void onModelPromoted(Event event) {
        if (event instanceof Unreadable unreadable) {
            throw new IllegalArgumentException(unreadable.problem());
        }
        liveModel.nudge();
    }
}
