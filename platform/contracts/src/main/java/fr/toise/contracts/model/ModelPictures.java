package fr.toise.contracts.model;

import java.util.List;

/**
 * The pictures of a model, as numbers for a page to draw.
 *
 * @param losses              by epoch
 * @param predictedAgainstPaid sales of the hold-out, counted in cells of equal width on logarithmic axes: no sale is told alone
 */
public record ModelPictures(List<EpochLoss> losses, List<Cell> predictedAgainstPaid) {

    /** Cells to a factor of ten. */
    public static final int CELLS = 20;

    public ModelPictures {
        losses = List.copyOf(losses);
        predictedAgainstPaid = List.copyOf(predictedAgainstPaid);
    }

    /**
     * @param paid      lower edge of the cell, euros
     * @param predicted lower edge of the cell, euros
     */
    public record Cell(long paid, long predicted, int sales) {}
}
