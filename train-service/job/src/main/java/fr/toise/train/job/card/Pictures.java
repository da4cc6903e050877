package fr.toise.train.job.card;

import fr.toise.contracts.model.EpochLoss;
import fr.toise.contracts.model.ModelPictures;
import fr.toise.contracts.model.ModelPictures.Cell;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import fr.toise.train.job.card.SvgPlot.Axis;
import fr.toise.train.job.card.SvgPlot.Point;
import fr.toise.train.job.card.SvgPlot.Tick;
import fr.toise.train.job.measuring.Estimates;
import fr.toise.valuation.sales.Sale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Makes the pictures of the tutorial, as numbers and as files to look at. */
public final class Pictures {

    /** On a logarithmic axis. */
    private static final List<Tick> PRICES = List.of(
            price(50_000, "50 k€"),
            price(100_000, "100 k€"),
            price(200_000, "200 k€"),
            price(500_000, "500 k€"),
            price(1_000_000, "1 M€"),
            price(2_000_000, "2 M€"),
            price(5_000_000, "5 M€"));

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

    private static Tick price(double euros, String label) {
        return new Tick(Math.log10(euros), label);
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
        var plot = new SvgPlot(
                "Mean absolute error by epoch, in units of the target",
                Axis.linear("epoch", numbers.losses().stream().map(EpochLoss::epoch)),
                Axis.linear(
                        "error",
                        numbers.losses().stream()
                                .flatMap(loss -> Stream.of(loss.training(), loss.heldOut()))
                                .filter(Objects::nonNull)));
        plot.line(
                "learned from",
                numbers.losses().stream()
                        .filter(loss -> loss.training() != null)
                        .map(loss -> new Point(loss.epoch(), loss.training()))
                        .toList());
        plot.line(
                "held out",
                numbers.losses().stream()
                        .filter(loss -> loss.heldOut() != null)
                        .map(loss -> new Point(loss.epoch(), loss.heldOut()))
                        .toList());
        return plot.toString();
    }

    private String scatter() {
        var plot = new SvgPlot(
                "Predicted against paid, sales of the hold-out",
                new Axis("paid", PRICES),
                new Axis("predicted", PRICES));
        double half = 0.5 / ModelPictures.CELLS;
        var dots = numbers.predictedAgainstPaid().stream()
                .map(cell -> new Point(Math.log10(cell.paid()) + half, Math.log10(cell.predicted()) + half))
                .toList();
        plot.dots(
                dots,
                numbers.predictedAgainstPaid().stream()
                        .map(cell -> Math.sqrt(cell.sales()))
                        .toList());
        // over all that there is, which also gives both axes one scale
        var ends = dots.stream()
                .flatMapToDouble(dot -> DoubleStream.of(dot.x(), dot.y()))
                .summaryStatistics();
        plot.line(
                "predicted is paid",
                DoubleStream.of(ends.getMin(), ends.getMax())
                        .mapToObj(end -> new Point(end, end))
                        .toList());
        return plot.toString();
    }
}
