package fr.toise.predict.live;

/** The right to use a model until closed: the model outlives a swap for that long. */
public final class Lease implements AutoCloseable {

    private final ServedModel served;

    Lease(ServedModel served) {
        this.served = served;
    }

    public LoadedModel model() {
        return served.model();
    }

    @Override
    public void close() {
        served.release();
    }
}
