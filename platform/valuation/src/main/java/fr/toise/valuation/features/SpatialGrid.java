package fr.toise.valuation.features;

import fr.toise.valuation.sales.Sale;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/** Nearest sales among the first so many in order of date, by distance on the ground and whatever else counts as distance. */
final class SpatialGrid {

    private static final double METRES_PER_DEGREE = 111_320;
    private static final double CELL_LATITUDE = 0.001;
    private static final double CELL_LONGITUDE = 0.0015;

    /** Positions of the sales in order of date, cell by cell, ascending in each. */
    private final int[] members;

    /** Of the members, beside each other: a look at a sale itself costs more than all that is done with it here. */
    private final double[] longitudes;

    private final double[] latitudes;
    private final Cells cells;
    private final Box box;

    /** @param sales in order of date */
    SpatialGrid(List<Sale> sales) {
        this.box = Box.around(sales);
        this.members = IntStream.range(0, sales.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer i) -> row(sales.get(i).latitude()))
                        .thenComparingInt(i -> column(sales.get(i).longitude())))
                .mapToInt(Integer::intValue)
                .toArray();
        longitudes = arrange(sale -> sales.get(sale).longitude());
        latitudes = arrange(sale -> sales.get(sale).latitude());
        cells = Cells.of(latitudes, longitudes);
    }

    /** What a {@link Penalty} is to read of the sales, in the order in which it is asked about them. */
    double[] arrange(IntToDoubleFunction ofSale) {
        return Arrays.stream(members).mapToDouble(ofSale).toArray();
    }

    private static int row(double latitude) {
        return (int) Math.floor(latitude / CELL_LATITUDE);
    }

    private static int column(double longitude) {
        return (int) Math.floor(longitude / CELL_LONGITUDE);
    }

    /**
     * The cells that hold sales, row by row from west to east.
     *
     * @param rows    where each row's cells begin, from {@code firstRow} on, and where the last one's end
     * @param columns of each cell
     * @param members where each cell's members begin, and where the last one's end
     */
    private record Cells(int firstRow, int[] rows, int[] columns, int[] members) {

        static Cells of(double[] latitudes, double[] longitudes) {
            int size = latitudes.length;
            var starts = IntStream.range(0, size)
                    .filter(i -> i == 0
                            || row(latitudes[i]) != row(latitudes[i - 1])
                            || column(longitudes[i]) != column(longitudes[i - 1]))
                    .toArray();
            int firstRow = row(latitudes[0]);
            var rows = new int[row(latitudes[size - 1]) - firstRow + 2];
            for (int start : starts) {
                rows[row(latitudes[start]) - firstRow + 1]++;
            }
            Arrays.parallelPrefix(rows, Integer::sum);
            var columns = Arrays.stream(starts)
                    .map(start -> column(longitudes[start]))
                    .toArray();
            var members = Arrays.copyOf(starts, starts.length + 1);
            members[starts.length] = size;
            return new Cells(firstRow, rows, columns, members);
        }

        /** The first cell of a row, or of the next one that has any; also for rows beyond all. */
        int begin(int row) {
            return rows[Math.max(0, Math.min(row - firstRow, rows.length - 1))];
        }

        /** The first cell between two that does not lie west of a column; {@code to} where there is none. */
        int notWestOf(int column, int from, int to) {
            int found = Arrays.binarySearch(columns, from, to, column);
            return found < 0 ? -found - 1 : found;
        }
    }

    /** The smallest box of degrees that holds every sale. */
    private record Box(double west, double south, double east, double north) {

        static Box around(List<Sale> sales) {
            var longitudes = sales.stream().mapToDouble(Sale::longitude).summaryStatistics();
            var latitudes = sales.stream().mapToDouble(Sale::latitude).summaryStatistics();
            return new Box(longitudes.getMin(), latitudes.getMin(), longitudes.getMax(), latitudes.getMax());
        }

        boolean reaches(double longitude, double latitude, double metres) {
            double degreesNorth = metres / METRES_PER_DEGREE;
            double farthest = Math.max(Math.abs(south), Math.abs(north)) + degreesNorth;
            double degreesEast = degreesNorth / Math.cos(Math.toRadians(farthest));
            return latitude >= south - degreesNorth
                    && latitude <= north + degreesNorth
                    && longitude >= west - degreesEast
                    && longitude <= east + degreesEast;
        }
    }

    /** What else than distance on the ground counts, in square metres; never negative, or nearer sales would be missed. Infinite: never found. */
    @FunctionalInterface
    interface Penalty {

        /** @param member of the grid, see {@link #arrange} */
        double squareMetres(int member);
    }

    /**
     * Sales found, nearest first.
     *
     * @param sales  positions
     * @param metres on the ground
     */
    record Found(int[] sales, double[] metres) {

        static final Found NOTHING = new Found(new int[0], new double[0]);

        int size() {
            return sales.length;
        }
    }

    /** The {@code k} nearest of the sales before position {@code end}, not farther than {@code reach} metres. */
    Found nearest(double longitude, double latitude, int end, int k, double reach, Penalty penalty) {
        return nearest(longitude, latitude, end, k, reach, List.of(penalty)).get(0);
    }

    /** The same by several penalties, on one walk. */
    List<Found> nearest(double longitude, double latitude, int end, int k, double reach, List<Penalty> penalties) {
        // near a pole a ring of cells has no width, and one would look for ever
        if (!box.reaches(longitude, latitude, reach)) {
            return penalties.stream().map(penalty -> Found.NOTHING).toList();
        }
        double metresPerLongitude = METRES_PER_DEGREE * Math.cos(Math.toRadians(latitude));
        double ringWidth = Math.min(CELL_LATITUDE * METRES_PER_DEGREE, CELL_LONGITUDE * metresPerLongitude);
        int rings = (int) Math.ceil(reach / ringWidth);
        var rankings =
                penalties.stream().map(penalty -> new Ranking(k, penalty)).toArray(Ranking[]::new);
        var search = new Search(longitude, latitude, metresPerLongitude, end, reach * reach, rings, rankings);
        // whatever lies in a ring or beyond is at least as far away as the ring before is wide
        for (int ring = 0; ring <= rings && search.needsSomeFrom(square((ring - 1) * ringWidth)); ring++) {
            search.visitRing(ring);
        }
        return Arrays.stream(rankings).map(Ranking::found).toList();
    }

    private static double square(double value) {
        return value <= 0 ? 0 : value * value;
    }

    /** A walk from a point outwards, ring by ring of cells. */
    private final class Search {

        private final double longitude;
        private final double latitude;
        private final int row;
        private final int column;
        private final double metresPerLongitude;
        private final int end;
        private final double squareReach;
        private final int rings;
        /** Those that may still find something better, first. */
        private final Ranking[] rankings;

        private int searching;
        /** Of each row that was reached, the cells next to those that were visited. */
        private final int[] west;

        private final int[] east;

        Search(
                double longitude,
                double latitude,
                double metresPerLongitude,
                int end,
                double squareReach,
                int rings,
                Ranking[] rankings) {
            this.longitude = longitude;
            this.latitude = latitude;
            this.row = row(latitude);
            this.column = column(longitude);
            this.metresPerLongitude = metresPerLongitude;
            this.end = end;
            this.squareReach = squareReach;
            this.rings = rings;
            this.rankings = rankings.clone();
            this.searching = rankings.length;
            this.west = new int[2 * rings + 1];
            this.east = new int[2 * rings + 1];
        }

        boolean needsSomeFrom(double squareMetres) {
            for (int i = searching - 1; i >= 0; i--) {
                if (rankings[i].worst <= squareMetres) {
                    rankings[i] = rankings[--searching];
                }
            }
            return searching > 0;
        }

        void visitRing(int ring) {
            visitRow(row - ring, ring);
            for (int r = row - ring + 1; r < row + ring; r++) {
                visitEnds(r, ring);
            }
            if (ring > 0) {
                visitRow(row + ring, ring);
            }
        }

        private void visitRow(int row, int ring) {
            int last = cells.begin(row + 1);
            int first = cells.notWestOf(column - ring, cells.begin(row), last);
            int cell = first;
            for (; cell < last && cells.columns[cell] <= column + ring; cell++) {
                visit(cell);
            }
            west[row - this.row + rings] = first - 1;
            east[row - this.row + rings] = cell;
        }

        private void visitEnds(int row, int ring) {
            int at = row - this.row + rings;
            if (west[at] >= cells.begin(row) && cells.columns[west[at]] == column - ring) {
                visit(west[at]--);
            }
            if (east[at] < cells.begin(row + 1) && cells.columns[east[at]] == column + ring) {
                visit(east[at]++);
            }
        }

        private void visit(int cell) {
            int to = cells.members[cell + 1];
            for (int i = cells.members[cell]; i < to && members[i] < end; i++) {
                double dx = (longitudes[i] - longitude) * metresPerLongitude;
                double dy = (latitudes[i] - latitude) * METRES_PER_DEGREE;
                double ground = dx * dx + dy * dy;
                if (ground <= squareReach) {
                    for (int ranking = 0; ranking < searching; ranking++) {
                        rankings[ranking].consider(i, ground);
                    }
                }
            }
        }
    }

    /** The best by one penalty: a bounded list in order of cost, for k is small and insertion beats a heap. */
    private final class Ranking {

        private final Penalty penalty;
        private final int[] best;
        private final double[] costs;
        private final double[] squareMetres;
        private int size;
        /** What a sale has to cost less than; infinite while there is room. */
        private double worst = Double.POSITIVE_INFINITY;

        Ranking(int k, Penalty penalty) {
            this.penalty = penalty;
            this.best = new int[k];
            this.costs = new double[k];
            this.squareMetres = new double[k];
        }

        void consider(int member, double ground) {
            if (ground >= worst) {
                return;
            }
            double cost = ground + penalty.squareMetres(member);
            if (cost >= worst) {
                return;
            }
            int at = size == best.length ? size - 1 : size++;
            // of sales that cost the same the later one comes first; a full list keeps those that it has
            while (at > 0 && costs[at - 1] >= cost) {
                best[at] = best[at - 1];
                costs[at] = costs[at - 1];
                squareMetres[at] = squareMetres[at - 1];
                at--;
            }
            best[at] = members[member];
            costs[at] = cost;
            squareMetres[at] = ground;
            if (size == best.length) {
                worst = costs[size - 1];
            }
        }

        Found found() {
            var metres = new double[size];
            for (int i = 0; i < size; i++) {
                metres[i] = Math.sqrt(squareMetres[i]);
            }
            return new Found(Arrays.copyOf(best, size), metres);
        }
    }
}
