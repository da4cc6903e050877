package fr.toise.train.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What one setting may be: a few numbers, or a range of them. */
public final class Values {

    private static final Pattern RANGE = Pattern.compile("(\\S+?)\\.\\.(\\S+?)(\\s+log)?");
    private static final MathContext READABLE = new MathContext(3);

    private final String text;
    private final List<BigDecimal> bounds;
    private final boolean range;
    private final boolean logarithmic;

    private Values(String text, List<BigDecimal> bounds, boolean range, boolean logarithmic) {
        this.text = text;
        this.bounds = bounds;
        this.range = range;
        this.logarithmic = logarithmic;
        if (range && bounds.get(0).compareTo(bounds.get(1)) > 0) {
            throw new IllegalArgumentException("'" + text + "' is no range: its first number is above its second");
        }
        if (logarithmic && bounds.get(0).signum() <= 0) {
            throw new IllegalArgumentException("'" + text + "' is no logarithmic range: expected numbers above 0");
        }
    }

    /** {@code 64,128,256} for one of these, {@code 0..0.3} for anything between, {@code 0.001..0.1 log} for every order of magnitude alike. */
    public static Values of(String text) {
        var stripped = text.strip();
        try {
            var parts = RANGE.matcher(stripped);
            return parts.matches()
                    ? new Values(
                            stripped,
                            List.of(new BigDecimal(parts.group(1)), new BigDecimal(parts.group(2))),
                            true,
                            parts.group(3) != null)
                    : new Values(
                            stripped,
                            Stream.of(stripped.split(","))
                                    .map(String::strip)
                                    .map(BigDecimal::new)
                                    .toList(),
                            false,
                            false);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text
                            + "' are no values: expected numbers like 64,128,256, or a range like 0..0.3 or 0.001..0.1 log",
                    e);
        }
    }

    BigDecimal lowest() {
        return bounds.stream().min(BigDecimal::compareTo).orElseThrow();
    }

    BigDecimal highest() {
        return bounds.stream().max(BigDecimal::compareTo).orElseThrow();
    }

    /** With three digits that count. */
    double draw(Random random) {
        if (!range) {
            return bounds.get(random.nextInt(bounds.size())).doubleValue();
        }
        double low = bounds.get(0).doubleValue();
        double high = bounds.get(1).doubleValue();
        double share = random.nextDouble();
        double drawn = logarithmic ? low * Math.pow(high / low, share) : low + (high - low) * share;
        double readable = new BigDecimal(drawn).round(READABLE).doubleValue();
        return Math.min(high, Math.max(low, readable));
    }

    int drawWhole(Random random) {
        return (int) Math.round(draw(random));
    }

    /** As it was set. */
    @Override
    public String toString() {
        return text;
    }
}
