package fr.toise.bench.race;

import fr.toise.bench.race.Result.Run;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every contestant once, then every one again: what slows the machine down for a while slows all of them down. Each second round goes
 * the other way round, for a host gives less to a machine that has just worked for a minute, and the same one is not always to pay for it.
 */
public final class Race {

    private static final Duration CLASS_CACHE_TIME = Duration.ofMinutes(3);

    private final List<Contestant> contestants;
    private final Sales sales;
    private final PrintStream out;

    public Race(List<Contestant> contestants, Sales sales, PrintStream out) {
        this.contestants = List.copyOf(contestants);
        this.sales = sales;
        this.out = out;
    }

    /** Runs our job once without a clock, and waits for the class cache that its launcher makes of a first run. */
    public void warmUp(OurJob job, Path classCache) throws InterruptedException {
        Folders.empty(classCache);
        job.prepare();
        job.run();
        var end = Instant.now().plus(CLASS_CACHE_TIME);
        while (!Folders.holds(classCache, ".jsa")) {
            if (Instant.now().isAfter(end)) {
                out.println("There is no class cache after " + CLASS_CACHE_TIME);
                return;
            }
            Thread.sleep(100);
        }
        out.println(
                "Our job ran once before the clock does, and has its class cache, as on a machine where it has run before");
    }

    /** @param again how often a run is repeated at most because other programs got in its way */
    public List<Result> run(int rounds, int again) throws InterruptedException {
        Map<Contestant, List<Run>> runs = new HashMap<>();
        for (int round = 1; round <= rounds; round++) {
            var order = new ArrayList<>(contestants);
            if (round % 2 == 0) {
                Collections.reverse(order);
            }
            for (var contestant : order) {
                var run = timed(contestant, round);
                for (int each = 0; each < again && run.isDisturbed(); each++) {
                    run = timed(contestant, round);
                }
                runs.computeIfAbsent(contestant, none -> new ArrayList<>()).add(run);
            }
        }
        return contestants.stream()
                .map(contestant -> new Result(contestant, runs.get(contestant), sales.rowCount(contestant.sales())))
                .toList();
    }

    private Run timed(Contestant contestant, int round) throws InterruptedException {
        contestant.prepare();
        try (var watch = new ProcessWatch()) {
            long start = System.nanoTime();
            contestant.run();
            double seconds = (System.nanoTime() - start) / 1e9;
            var run = new Run(seconds, watch.processorSeconds(), watch.othersSeconds(), watch.peakMiB());
            out.printf(
                    "round %d  %-24s %7.2f s  %7.2f s of processors  %,6d MiB  (others took %.1f s of processors)%n",
                    round,
                    contestant.name(),
                    run.seconds(),
                    run.processorSeconds(),
                    run.peakMiB(),
                    run.othersSeconds());
            return run;
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
