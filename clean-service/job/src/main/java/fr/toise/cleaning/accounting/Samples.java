package fr.toise.cleaning.accounting;

import fr.toise.contracts.job.RejectedLines.Sample;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Some lines of many, as if drawn by lot, but always the same ones whoever saw them in whatever order. */
final class Samples implements Serializable {

    private static final int MOST = 20;
    private static final int LONGEST = 2_000;

    private record Drawn(int lot, int file, byte[] line) implements Serializable {}

    private static final class ByLot implements Comparator<Drawn>, Serializable {

        @Override
        public int compare(Drawn one, Drawn other) {
            int byLot = Integer.compareUnsigned(one.lot, other.lot);
            int byFile = byLot != 0 ? byLot : Integer.compare(one.file, other.file);
            return byFile != 0 ? byFile : Arrays.compare(one.line, other.line);
        }
    }

    private final TreeSet<Drawn> drawn = new TreeSet<>(new ByLot());

    void add(int file, byte[] line) {
        // the lots of lines that differ little have to differ much
        int lot = Integer.reverse(Arrays.hashCode(line) * 0x9E3779B1);
        if (drawn.size() < MOST || Integer.compareUnsigned(lot, drawn.last().lot) <= 0) {
            add(new Drawn(lot, file, line.length > 4 * LONGEST ? Arrays.copyOf(line, 4 * LONGEST) : line));
        }
    }

    private void add(Drawn one) {
        drawn.add(one);
        if (drawn.size() > MOST) {
            drawn.pollLast();
        }
    }

    void merge(Samples other) {
        other.drawn.forEach(this::add);
    }

    /** @param files their URIs, by number */
    List<Sample> samples(List<String> files) {
        return drawn.stream()
                .map(line -> new Sample(files.get(line.file), shortened(new String(line.line, StandardCharsets.UTF_8))))
                .toList();
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST);
    }
}
