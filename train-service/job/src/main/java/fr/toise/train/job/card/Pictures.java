package fr.toise.train.job.card;

import fr.toise.contracts.model.EpochLoss;
import fr.toise.contracts.model.ModelPictures;
import fr.toise.contracts.model.ModelPictures.Cell;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import fr.toise.train.job.measuring.Estimates;
import fr.toise.valuation.sales.Sale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Makes the pictures of the tutorial, as numbers and as files to look at. */
public final class Pictures {

    private final ModelPictures numbers;

    private Pictures(ModelPictures numbers) {
        this.numbers = numbers;
    }

    private record At(int paid, int predicted) implements Comparable<At> {
        @Override
        public int compareTo(At other) {
            return paid != other.paid ? Integer.compare(paid, other.paid) : Integer.compare(predicted, other.predicted);
        }
    }

    public static Pictures of(List<EpochLoss> losses, List<Sale> sales, Estimates estimates) {
        var counts = new TreeMap<At, Integer>();
        for (int i = 0; i < sales.size(); i++) {
            counts.merge(new At(cell(sales.get(i).price()), cell(estimates.values()[i])), 1, Integer::sum);
        }
        var cells = new ArrayList<Cell>();
        counts.forEach((at, count) -> cells.add(new Cell(edge(at.paid()), edge(at.predicted()), count)));
        return new Pictures(new ModelPictures(losses, cells));
    }

    private static int cell(double price) {
        return (int) Math.floor(Math.log10(price) * ModelPictures.CELLS);
    }

    private static long edge(int cell) {
        return Math.round(Math.pow(10, cell / (double) ModelPictures.CELLS));
    }

    /** Writes the numbers and a drawing of each. */
    public void write(Path folder) throws IOException {
        ObjectStore.json().writeValue(folder.resolve(ObjectLayout.PICTURES).toFile(), numbers);
        Files.writeString(folder.resolve("loss.svg"), lossCurves());
        Files.writeString(folder.resolve("predicted-against-paid.svg"), scatter());
    }

    private String lossCurves() {
        var plot = new SvgPlot("Mean absolute error by epoch, in units of the target", "epoch", "error");
        plot.line(
                "learned from",
                numbers.losses().stream()
                        .filter(loss -> loss.training() != null)
                        .map(loss -> new SvgPlot.Point(loss.epoch(), loss.training()))
                        .toList());
        plot.line(
                "held out",
                numbers.losses().stream()
                        .filter(loss -> loss.heldOut() != null)
                        .map(loss -> new SvgPlot.Point(loss.epoch(), loss.heldOut()))
                        .toList());
        return plot.toString();
    }

    private String scatter() {
        var plot = new SvgPlot("Predicted against paid, sales of the hold-out", "paid, log10 €", "predicted, log10 €");
        double half = 0.5 / ModelPictures.CELLS;
        plot.dots(
                numbers.predictedAgainstPaid().stream()
                        .map(cell ->
                                new SvgPlot.Point(Math.log10(cell.paid()) + half, Math.log10(cell.predicted()) + half))
                        .toList(),
                numbers.predictedAgainstPaid().stream()
                        .map(cell -> Math.sqrt(cell.sales()))
                        .toList());
        return plot.toString();
    }
}
