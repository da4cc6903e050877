package fr.toise.train.job.baseline;

import com.microsoft.ml.lightgbm.PredictionType;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMDataset;
import io.github.metarank.lightgbm4j.LGBMException;
import java.util.List;

/** LightGBM on the same rows and features as the network, for the same target. */
public final class GradientBoosting {

    private static final int TREES = 500;
    private static final String PARAMETERS =
            "objective=regression_l1 learning_rate=0.04 num_leaves=31 min_data_in_leaf=40"
                    + " feature_fraction=0.7 bagging_fraction=0.8 bagging_freq=1 lambda_l2=1 seed=1 deterministic=true"
                    + " force_row_wise=true verbose=-1 num_threads=";

    private GradientBoosting() {}

    /**
     * @param rows    features of what is learned from, in their order
     * @param targets one for each
     * @param asked   features of what is asked
     * @return an answer for each of what is asked
     * @throws LinkageError where LightGBM's native library can't be loaded: it needs libgomp
     */
    public static double[] answers(List<float[]> rows, double[] targets, List<float[]> asked, int threads) {
        LGBMDataset dataset = null;
        LGBMBooster booster = null;
        try {
            int columns = rows.get(0).length;
            dataset = LGBMDataset.createFromMat(joined(rows), rows.size(), columns, true, "max_bin=255", null);
            dataset.setField("label", floats(targets));
            booster = LGBMBooster.create(dataset, PARAMETERS + threads);
            for (int tree = 0; tree < TREES; tree++) {
                booster.updateOneIter();
            }
            return booster.predictForMat(
                    joined(asked), asked.size(), columns, true, PredictionType.C_API_PREDICT_NORMAL);
        } catch (LGBMException e) {
            throw new IllegalStateException("Gradient boosting failed", e);
        } finally {
            close(booster, dataset);
        }
    }

    private static void close(LGBMBooster booster, LGBMDataset dataset) {
        try {
            if (booster != null) {
                booster.close();
            }
            if (dataset != null) {
                dataset.close();
            }
        } catch (LGBMException e) {
            throw new IllegalStateException("Gradient boosting could not be closed", e);
        }
    }

    private static float[] joined(List<float[]> rows) {
        int width = rows.get(0).length;
        var joined = new float[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, joined, i * width, width);
        }
        return joined;
    }

    private static float[] floats(double[] values) {
        var floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
