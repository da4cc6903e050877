package fr.toise.cleaning.accounting;

import fr.toise.cleaning.judging.Candidate;
import fr.toise.contracts.job.DatasetProfile.SalesMap;
import fr.toise.contracts.job.DatasetProfile.SalesMap.Cell;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.TreeMap;

/**
 * The sales by cell of a map. When there are too many cells they become twice as wide: that can be done at once, for no sale to come
 * makes them fewer again, so the cells are the same in whatever order the sales come.
 */
final class Cells implements Serializable {

    private static final double NARROWEST = 0.002;
    private static final int MOST = 3_000;
    /** Of fewer sales a cell would show single ones. */
    private static final int FEWEST_SALES = 3;
    /** Logarithms are added up as whole numbers, see {@link ExactSum}; a long holds the sum of hundreds of millions. */
    private static final double TO_THE_UNIT = 1e9;

    private record Position(int north, int east) implements Serializable, Comparable<Position> {

        @Override
        public int compareTo(Position other) {
            int order = Integer.compare(north, other.north);
            return order != 0 ? order : Integer.compare(east, other.east);
        }

        Position wider() {
            // shifted, not divided: that rounds down on both sides of Greenwich
            return new Position(north >> 1, east >> 1);
        }
    }

    private record Content(long sales, long logPrice, long logPricePerSquareMetre) implements Serializable {

        Content plus(Content more) {
            return new Content(
                    sales + more.sales, logPrice + more.logPrice, logPricePerSquareMetre + more.logPricePerSquareMetre);
        }
    }

    private int doublings;
    private TreeMap<Position, Content> cells = new TreeMap<>();

    void add(Candidate sale) {
        var position = new Position(
                (int) Math.floor(sale.latitude() / NARROWEST) >> doublings,
                (int) Math.floor(sale.longitude() / NARROWEST) >> doublings);
        add(
                position,
                new Content(
                        1,
                        Math.round(StrictMath.log(sale.price()) * TO_THE_UNIT),
                        Math.round(StrictMath.log(sale.pricePerSquareMetre()) * TO_THE_UNIT)));
    }

    private void add(Position position, Content content) {
        cells.merge(position, content, Content::plus);
        while (cells.size() > MOST) {
            widen();
        }
    }

    private void widen() {
        var narrow = cells;
        cells = new TreeMap<>();
        narrow.forEach((position, content) -> cells.merge(position.wider(), content, Content::plus));
        doublings++;
    }

    void merge(Cells other) {
        while (doublings < other.doublings) {
            widen();
        }
        other.cells.forEach((position, content) -> {
            var wide = position;
            for (int doubling = other.doublings; doubling < doublings; doubling++) {
                wide = wide.wider();
            }
            add(wide, content);
        });
    }

    SalesMap map() {
        double width = NARROWEST * (1 << doublings);
        var drawn = new ArrayList<Cell>();
        cells.forEach((position, content) -> {
            if (content.sales() >= FEWEST_SALES) {
                drawn.add(new Cell(
                        middle(position.east(), width),
                        middle(position.north(), width),
                        content.sales(),
                        geometricMean(content.logPrice(), content.sales()),
                        geometricMean(content.logPricePerSquareMetre(), content.sales())));
            }
        });
        return new SalesMap(width, drawn);
    }

    /** To a millionth of a degree: what is smaller is noise of binary fractions. */
    private static double middle(int position, double width) {
        return Math.round((position + 0.5) * width * 1e6) / 1e6;
    }

    private static double geometricMean(long logarithms, long count) {
        return Math.round(StrictMath.exp(logarithms / TO_THE_UNIT / count));
    }
}
