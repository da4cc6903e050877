package fr.toise.bench.race;

import fr.toise.bench.race.Result.Run;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every contestant once, then every one again: what slows the machine down for a while slows all of them down. */
public final class Race {

    private final List<Contestant> contestants;
    private final Sales sales;
    private final PrintStream out;

    public Race(List<Contestant> contestants, Sales sales, PrintStream out) {
        this.contestants = List.copyOf(contestants);
        this.sales = sales;
        this.out = out;
    }

    /** Lets contestants run once without a clock. */
    public void warmUp(Contestant contestant) throws InterruptedException {
        contestant.prepare();
        contestant.run();
    }

    public List<Result> run(int rounds) throws InterruptedException {
        Map<Contestant, List<Run>> runs = new HashMap<>();
        for (int round = 1; round <= rounds; round++) {
            for (var contestant : contestants) {
                contestant.prepare();
                var run = timed(contestant);
                runs.computeIfAbsent(contestant, none -> new ArrayList<>()).add(run);
                out.printf(
                        "round %d  %-24s %7.2f s  %7.2f s of processors  %,6d MiB%n",
                        round, contestant.name(), run.seconds(), run.processorSeconds(), run.peakMiB());
            }
        }
        return contestants.stream()
                .map(contestant -> new Result(contestant, runs.get(contestant), sales.rowCount(contestant.sales())))
                .toList();
    }

    private static Run timed(Contestant contestant) throws InterruptedException {
        try (var watch = new ProcessWatch()) {
            long start = System.nanoTime();
            contestant.run();
            double seconds = (System.nanoTime() - start) / 1e9;
            return new Run(seconds, watch.processorSeconds(), watch.peakMiB());
        }
    }

    /** Says what differs between those that apply our rules, and whether nothing does. */
    public boolean sameSales() {
        var ours = contestants.stream().filter(Contestant::appliesOurRules).toList();
        var folders = new HashMap<Contestant, Path>();
        var contents = new HashMap<Contestant, Sales.Content>();
        for (var contestant : ours) {
            folders.put(contestant, contestant.sales());
            contents.put(contestant, sales.content(folders.get(contestant)));
            out.printf(
                    "%-24s %,9d rows  checksum %x%n",
                    contestant.name(),
                    contents.get(contestant).rows(),
                    contents.get(contestant).checksum());
        }
        boolean same = true;
        for (var other : ours.subList(Math.min(1, ours.size()), ours.size())) {
            if (!contents.get(other).equals(contents.get(ours.get(0)))) {
                same = false;
                tellApart(ours.get(0), other, folders);
            }
        }
        return same;
    }

    private void tellApart(Contestant one, Contestant other, Map<Contestant, Path> folders) {
        out.printf("Only from %s:%n", one.name());
        sales.onlyIn(folders.get(one), folders.get(other)).forEach(row -> out.println("  " + row));
        out.printf("Only from %s:%n", other.name());
        sales.onlyIn(folders.get(other), folders.get(one)).forEach(row -> out.println("  " + row));
    }
}
