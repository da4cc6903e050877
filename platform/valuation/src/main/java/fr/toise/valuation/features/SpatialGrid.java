package fr.toise.valuation.features;

import fr.toise.valuation.sales.Sale;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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
        longitudes = Arrays.stream(members)
                .mapToDouble(sale -> sales.get(sale).longitude())
                .toArray();
        latitudes = Arrays.stream(members)
                .mapToDouble(sale -> sales.get(sale).latitude())
                .toArray();
        cells = new Cells((int) IntStream.range(1, members.length)
                .filter(i -> row(latitudes[i]) != row(latitudes[i - 1])
                        || column(longitudes[i]) != column(longitudes[i - 1]))
                .count());
        for (int i = 0; i < members.length; i++) {
            cells.extend(row(latitudes[i]), column(longitudes[i]), i);
        }
    }

    private static int row(double latitude) {
        return (int) Math.floor(latitude / CELL_LATITUDE);
    }

    private static int column(double longitude) {
        return (int) Math.floor(longitude / CELL_LONGITUDE);
    }

    /** From cells to ranges of members: a hash table without objects, for it is asked hundreds of times a search. */
    private static final class Cells {

        private final int[] rows;
        private final int[] columns;
        private final int[] from;
        private final int[] to;
        private final int mask;

        Cells(int number) {
            int size = Integer.highestOneBit(number + 1) * 4;
            rows = new int[size];
            columns = new int[size];
            from = new int[size];
            to = new int[size];
            mask = size - 1;
        }

        /** The place of a cell, or the empty one where it would be. */
        private int find(int row, int column) {
            int at = (row * 0x9E3779B9 + column) * 0x85EBCA6B;
            at = (at ^ at >>> 15) & mask;
            while (to[at] > 0 && (rows[at] != row || columns[at] != column)) {
                at = (at + 1) & mask;
            }
            return at;
        }

        /** Adds the next member, cell by cell. */
        void extend(int row, int column, int member) {
            int at = find(row, column);
            if (to[at] == 0) {
                rows[at] = row;
                columns[at] = column;
                from[at] = member;
            }
            to[at] = member + 1;
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
        double squareMetres(int sale);
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
        var search = new Search(longitude, latitude, metresPerLongitude, end, reach * reach, rankings);
        int row = row(latitude);
        int column = column(longitude);
        for (int ring = 0; ring <= rings; ring++) {
            // whatever lies in this ring or beyond is at least this far away
            if (search.needsNoneFrom(square((ring - 1) * ringWidth))) {
                break;
            }
            for (int r = row - ring; r <= row + ring; r++) {
                int step = Math.abs(r - row) == ring || ring == 0 ? 1 : 2 * ring;
                for (int c = column - ring; c <= column + ring; c += step) {
                    search.visit(r, c);
                }
            }
        }
        return Arrays.stream(rankings).map(Ranking::found).toList();
    }

    private static double square(double value) {
        return value <= 0 ? 0 : value * value;
    }

    private final class Search {

        private final double longitude;
        private final double latitude;
        private final double metresPerLongitude;
        private final int end;
        private final double squareReach;
        private final Ranking[] rankings;

        Search(
                double longitude,
                double latitude,
                double metresPerLongitude,
                int end,
                double squareReach,
                Ranking[] rankings) {
            this.longitude = longitude;
            this.latitude = latitude;
            this.metresPerLongitude = metresPerLongitude;
            this.end = end;
            this.squareReach = squareReach;
            this.rankings = rankings;
        }

        boolean needsNoneFrom(double squareMetres) {
            for (var ranking : rankings) {
                if (ranking.worst > squareMetres) {
                    return false;
                }
            }
            return true;
        }

        void visit(int row, int column) {
            int cell = cells.find(row, column);
            for (int i = cells.from[cell]; i < cells.to[cell] && members[i] < end; i++) {
                double dx = (longitudes[i] - longitude) * metresPerLongitude;
                double dy = (latitudes[i] - latitude) * METRES_PER_DEGREE;
                double ground = dx * dx + dy * dy;
                if (ground <= squareReach) {
                    for (var ranking : rankings) {
                        ranking.consider(members[i], ground);
                    }
                }
            }
        }
    }

    /** The best by one penalty: a bounded list in order of cost, for k is small and insertion beats a heap. */
    private static final class Ranking {

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

        void consider(int sale, double ground) {
            if (ground >= worst) {
                return;
            }
            double cost = ground + penalty.squareMetres(sale);
            if (cost >= worst) {
                return;
            }
            int at = size == best.length ? size - 1 : size++;
            // later sales win a tie: visited in order of date, they come last
            while (at > 0 && costs[at - 1] >= cost) {
                best[at] = best[at - 1];
                costs[at] = costs[at - 1];
                squareMetres[at] = squareMetres[at - 1];
                at--;
            }
            best[at] = sale;
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
