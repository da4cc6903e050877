package fr.toise.valuation.features;

import fr.toise.valuation.sales.Sale;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Nearest sales among the first so many in order of date, by distance on the ground and whatever else counts as distance. */
final class SpatialGrid {

    private static final double METRES_PER_DEGREE = 111_320;
    private static final double CELL_LATITUDE = 0.001;
    private static final double CELL_LONGITUDE = 0.0015;

    private final List<Sale> sales;
    /** Positions in {@link #sales}, ascending, by cell. */
    private final Map<Long, int[]> cells;

    private final Box box;

    /** @param sales in order of date */
    SpatialGrid(List<Sale> sales) {
        this.sales = sales;
        this.box = Box.around(sales);
        var counts = new HashMap<Long, int[]>();
        for (var sale : sales) {
            counts.computeIfAbsent(cell(row(sale.latitude()), column(sale.longitude())), key -> new int[1])[0]++;
        }
        cells = new HashMap<>(counts.size() * 2);
        for (int i = 0; i < sales.size(); i++) {
            var sale = sales.get(i);
            var key = cell(row(sale.latitude()), column(sale.longitude()));
            var count = counts.get(key);
            var members = cells.computeIfAbsent(key, missing -> new int[count[0]]);
            members[members.length - count[0]--] = i;
        }
    }

    private static int row(double latitude) {
        return (int) Math.floor(latitude / CELL_LATITUDE);
    }

    private static int column(double longitude) {
        return (int) Math.floor(longitude / CELL_LONGITUDE);
    }

    private static long cell(int row, int column) {
        return ((long) row << 32) | (column & 0xffffffffL);
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
        // near a pole a ring of cells has no width, and one would look for ever
        if (!box.reaches(longitude, latitude, reach)) {
            return Found.NOTHING;
        }
        double metresPerLongitude = METRES_PER_DEGREE * Math.cos(Math.toRadians(latitude));
        double ringWidth = Math.min(CELL_LATITUDE * METRES_PER_DEGREE, CELL_LONGITUDE * metresPerLongitude);
        int rings = (int) Math.ceil(reach / ringWidth);
        var search = new Search(longitude, latitude, metresPerLongitude, end, k, reach, penalty);
        int row = row(latitude);
        int column = column(longitude);
        for (int ring = 0; ring <= rings; ring++) {
            // whatever lies in this ring or beyond is at least this far away
            if (search.isFull() && search.worst() <= square((ring - 1) * ringWidth)) {
                break;
            }
            for (int r = row - ring; r <= row + ring; r++) {
                int step = Math.abs(r - row) == ring || ring == 0 ? 1 : 2 * ring;
                for (int c = column - ring; c <= column + ring; c += step) {
                    search.visit(cells.get(cell(r, c)));
                }
            }
        }
        return search.found();
    }

    private static double square(double value) {
        return value <= 0 ? 0 : value * value;
    }

    /** A bounded list in order of cost: k is small, so insertion beats a heap. */
    private final class Search {

        private final double longitude;
        private final double latitude;
        private final double metresPerLongitude;
        private final int end;
        private final double squareReach;
        private final Penalty penalty;
        private final int[] best;
        private final double[] costs;
        private final double[] squareMetres;
        private int size;

        Search(
                double longitude,
                double latitude,
                double metresPerLongitude,
                int end,
                int k,
                double reach,
                Penalty penalty) {
            this.longitude = longitude;
            this.latitude = latitude;
            this.metresPerLongitude = metresPerLongitude;
            this.end = end;
            this.squareReach = reach * reach;
            this.penalty = penalty;
            this.best = new int[k];
            this.costs = new double[k];
            this.squareMetres = new double[k];
        }

        boolean isFull() {
            return size == best.length;
        }

        double worst() {
            return costs[size - 1];
        }

        void visit(int[] members) {
            if (members == null) {
                return;
            }
            for (int member : members) {
                if (member >= end) {
                    return;
                }
                consider(member);
            }
        }

        private void consider(int member) {
            var sale = sales.get(member);
            double dx = (sale.longitude() - longitude) * metresPerLongitude;
            double dy = (sale.latitude() - latitude) * METRES_PER_DEGREE;
            double ground = dx * dx + dy * dy;
            if (ground > squareReach || (isFull() && ground >= worst())) {
                return;
            }
            double cost = ground + penalty.squareMetres(member);
            if (cost == Double.POSITIVE_INFINITY || (isFull() && cost >= worst())) {
                return;
            }
            int at = isFull() ? size - 1 : size++;
            // later sales win a tie: visited in order of date, they come last
            while (at > 0 && costs[at - 1] >= cost) {
                best[at] = best[at - 1];
                costs[at] = costs[at - 1];
                squareMetres[at] = squareMetres[at - 1];
                at--;
            }
            best[at] = member;
            costs[at] = cost;
            squareMetres[at] = ground;
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
