package fr.toise.train.job.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Parameter;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** AdamW whose moments can be saved: DJL's own keeps them to itself. */
final class ResumableAdamW extends Optimizer implements AutoCloseable {

    private static final float BETA1 = 0.9f;
    private static final float BETA2 = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final Tracker rate;
    private final Map<String, Moments> moments = new HashMap<>();

    private record Moments(NDArray mean, NDArray variance) {}

    private static final class Builder extends OptimizerBuilder<Builder> {
        @Override
        protected Builder self() {
            return this;
        }
    }

    /** @param done updates that were made before */
    ResumableAdamW(Tracker rate, float weightDecay, int done) {
        super(new Builder().optWeightDecays(weightDecay).optBeginNumUpdate(done));
        this.rate = rate;
    }

    @Override
    public void update(String parameterId, NDArray weight, NDArray gradient) {
        int updates = updateCount(parameterId);
        double meanBias = 1 - Math.pow(BETA1, updates);
        double varianceBias = 1 - Math.pow(BETA2, updates);
        var its = moments.computeIfAbsent(parameterId, id -> new Moments(weight.zerosLike(), weight.zerosLike()));
        weight.getNDArrayInternal()
                .adamUpdate(
                        new NDList(weight, gradient, its.mean(), its.variance()),
                        new NDList(weight),
                        rate.getNewValue(updates),
                        (float) (rate.getNewValue(updates) * Math.sqrt(varianceBias) / meanBias),
                        getWeightDecay(),
                        rescaleGrad,
                        clipGrad,
                        BETA1,
                        BETA2,
                        EPSILON,
                        true,
                        true);
    }

    /** The moments of the parameters, in their order: mean, variance, mean, … */
    NDList moments(List<Parameter> parameters) {
        var list = new NDList();
        for (var parameter : parameters) {
            var its = moments.get(parameter.getId());
            list.add(its.mean());
            list.add(its.variance());
        }
        return list;
    }

    /** Puts back what {@link #moments(List)} gave. */
    void restore(List<Parameter> parameters, NDList saved) {
        for (int i = 0; i < parameters.size(); i++) {
            moments.put(parameters.get(i).getId(), new Moments(saved.get(2 * i), saved.get(2 * i + 1)));
        }
    }

    @Override
    public void close() {
        moments.values().forEach(its -> {
            its.mean().close();
            its.variance().close();
        });
    }
}
