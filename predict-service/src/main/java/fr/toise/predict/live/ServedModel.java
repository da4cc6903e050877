package fr.toise.predict.live;

import java.util.Optional;

/** Counts who uses a model, and frees it when it is retired and the last of them is done. */
final class ServedModel {

    private final LoadedModel model;
    private final Runnable free;
    private int users;
    private boolean retired;

    ServedModel(LoadedModel model, Runnable free) {
        this.model = model;
        this.free = free;
    }

    LoadedModel model() {
        return model;
    }

    /** Empty once it is retired. */
    synchronized Optional<Lease> lease() {
        if (retired) {
            return Optional.empty();
        }
        users++;
        return Optional.of(new Lease(this));
    }

    void release() {
        synchronized (this) {
            users--;
            if (!retired || users > 0) {
                return;
            }
        }
        free.run();
    }

    /** Gives out no more leases. */
    void retire() {
        synchronized (this) {
            retired = true;
            if (users > 0) {
                return;
            }
        }
        free.run();
    }
}
