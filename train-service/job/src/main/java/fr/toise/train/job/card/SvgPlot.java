package fr.toise.train.job.card;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** A plot with two linear axes, as an SVG file that any browser shows. */
final class SvgPlot {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int MARGIN = 60;
    private static final List<String> COLOURS = List.of("#1f6feb", "#d9480f");
    private static final double LARGEST_DOT = 7;

    record Point(double x, double y) {}

    /** A mark on an axis. */
    record Tick(double at, String label) {}

    /** @param ticks those beyond what is drawn are left out */
    record Axis(String name, List<Tick> ticks) {

        private static final List<Double> STEPS =
                List.of(0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 50.0, 100.0);
        private static final int MOST_STEPS = 12;

        /** With ticks at round numbers among these. */
        static Axis linear(String name, Stream<? extends Number> values) {
            var range = values.mapToDouble(Number::doubleValue).summaryStatistics();
            double step = STEPS.stream()
                    .filter(its -> (range.getMax() - range.getMin()) / its <= MOST_STEPS)
                    .findFirst()
                    .orElse(range.getMax() - range.getMin());
            var ticks = LongStream.rangeClosed(
                            (long) Math.ceil(range.getMin() / step), (long) Math.floor(range.getMax() / step))
                    .mapToObj(steps -> new Tick(steps * step, format(step < 1 ? "%.2f" : "%.0f", steps * step)))
                    .toList();
            return new Axis(name, ticks);
        }
    }

    private record Line(String name, List<Point> points) {}

    private final String title;
    private final Axis xAxis;
    private final Axis yAxis;
    private final List<Line> lines = new ArrayList<>();
    private List<Point> dots = List.of();
    private List<Double> sizes = List.of();

    SvgPlot(String title, Axis x, Axis y) {
        this.title = title;
        this.xAxis = x;
        this.yAxis = y;
    }

    void line(String name, List<Point> points) {
        if (!points.isEmpty()) {
            lines.add(new Line(name, points));
        }
    }

    /** @param sizes one for each; the largest is drawn largest */
    void dots(List<Point> points, List<Double> sizes) {
        this.dots = points;
        this.sizes = sizes;
    }

    private double edge(ToDoubleFunction<Point> of, Comparator<Double> order) {
        var points = new ArrayList<>(dots);
        lines.forEach(line -> points.addAll(line.points()));
        return points.stream().map(of::applyAsDouble).min(order).orElse(0.0);
    }

    @Override
    public String toString() {
        double west = edge(Point::x, Comparator.naturalOrder());
        double east = Math.max(west + 1e-9, edge(Point::x, Comparator.reverseOrder()));
        double south = edge(Point::y, Comparator.naturalOrder());
        double north = Math.max(south + 1e-9, edge(Point::y, Comparator.reverseOrder()));
        DoubleUnaryOperator across = value -> MARGIN + (value - west) / (east - west) * (WIDTH - 2 * MARGIN);
        DoubleUnaryOperator up = value -> HEIGHT - MARGIN - (value - south) / (north - south) * (HEIGHT - 2 * MARGIN);
        ToDoubleFunction<Point> x = point -> across.applyAsDouble(point.x());
        ToDoubleFunction<Point> y = point -> up.applyAsDouble(point.y());
        var svg = new StringBuilder();
        svg.append(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">%n"
                        + "<title>%s</title><rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH, HEIGHT, title));
        text(svg, WIDTH / 2, 30, "middle", title);
        text(svg, WIDTH / 2, HEIGHT - 12, "middle", xAxis.name());
        text(svg, MARGIN, MARGIN - 10, "start", yAxis.name());
        for (var tick : within(west, east, xAxis)) {
            text(svg, across.applyAsDouble(tick.at()), HEIGHT - MARGIN + 18, "middle", tick.label());
        }
        for (var tick : within(south, north, yAxis)) {
            text(svg, MARGIN - 6, up.applyAsDouble(tick.at()) + 5, "end", tick.label());
        }
        svg.append(format(
                "<path d=\"M%d %dV%dH%d\" fill=\"none\" stroke=\"#555\"/>%n",
                MARGIN, MARGIN, HEIGHT - MARGIN, WIDTH - MARGIN));
        double largest = sizes.stream().max(Comparator.naturalOrder()).orElse(1.0);
        for (int i = 0; i < dots.size(); i++) {
            svg.append(format(
                    "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" fill-opacity=\"0.6\"/>%n",
                    x.applyAsDouble(dots.get(i)),
                    y.applyAsDouble(dots.get(i)),
                    Math.max(0.8, sizes.get(i) / largest * LARGEST_DOT),
                    COLOURS.get(0)));
        }
        for (int i = 0; i < lines.size(); i++) {
            // another one than that of the dots
            var colour = COLOURS.get((dots.isEmpty() ? i : i + 1) % COLOURS.size());
            var path = new StringBuilder();
            for (var point : lines.get(i).points()) {
                path.append(format("%.1f,%.1f ", x.applyAsDouble(point), y.applyAsDouble(point)));
            }
            svg.append(format(
                    "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                    path.toString().trim(), colour));
            svg.append(format(
                    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"%s\">%s</text>%n",
                    WIDTH - MARGIN,
                    MARGIN - 10 - 16 * (lines.size() - 1 - i),
                    colour,
                    lines.get(i).name()));
        }
        return svg.append("</svg>").append(System.lineSeparator()).toString();
    }

    private static List<Tick> within(double from, double to, Axis axis) {
        return axis.ticks().stream()
                .filter(tick -> tick.at() >= from && tick.at() <= to)
                .toList();
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
        svg.append(
                format("<text x=\"%.0f\" y=\"%.0f\" text-anchor=\"%s\" fill=\"#333\">%s</text>%n", x, y, anchor, text));
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
