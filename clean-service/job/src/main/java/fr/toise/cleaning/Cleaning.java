package fr.toise.cleaning;

import fr.toise.cleaning.accounting.Tally;
import fr.toise.cleaning.judging.Candidate;
import fr.toise.cleaning.judging.Pool;
import fr.toise.cleaning.judging.SaleRules;
import fr.toise.cleaning.judging.Sales;
import fr.toise.cleaning.judging.Surroundings;
import fr.toise.cleaning.judging.Surroundings.Key;
import fr.toise.cleaning.reading.LandedFiles;
import fr.toise.cleaning.reading.LandedFiles.Dealt;
import fr.toise.cleaning.reading.LandedFiles.Piece;
import fr.toise.cleaning.reading.LinesById;
import fr.toise.cleaning.writing.SalesFile;
import fr.toise.contracts.job.CleaningArguments;
import fr.toise.contracts.job.JobProgress;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.S3Location;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import scala.Tuple2;

/**
 * From landed files to trusted sales, on Spark. The steps are plain Java over batches of lines: nothing of a sale is in the driver, and
 * what comes out does not depend on how the work was shared out.
 */
final class Cleaning implements AutoCloseable {

    private static final long BYTES_A_PIECE = 64 << 20;
    private static final long BYTES_A_PART = 16 << 20;
    /** Of a national file, the share that one département has at most. */
    private static final double SHARE_OF_A_DEPARTMENT = 0.05;

    private static final String REPEATED = "repeated-sale";

    private final JavaSparkContext spark;
    private final CleaningArguments arguments;
    private final S3Location location;
    private final SaleRules rules;
    private final Broadcast<LandedFiles> files;
    private final ReadingProgress progress;

    Cleaning(
            JavaSparkContext spark,
            LandedFiles files,
            CleaningArguments arguments,
            S3Location location,
            Consumer<JobProgress> progress) {
        this.spark = spark;
        this.files = spark.broadcast(files);
        this.arguments = arguments;
        this.location = location;
        this.rules = new SaleRules(arguments.scope(), arguments.thresholds());
        this.progress = new ReadingProgress(spark.sc(), files.bytes(), progress);
    }

    /** One sentence for a person by name of rule: all there are, in the order in which they are applied. */
    Map<String, String> reasons() {
        var reasons = new LinkedHashMap<String, String>();
        reasons.putAll(LandedFiles.reasons());
        reasons.putAll(rules.reasons());
        reasons.putAll(Surroundings.reasons(arguments.thresholds()));
        reasons.put(REPEATED, "The same property was sold on the same day for the same price: it was published twice.");
        return reasons;
    }

    /** Writes the sales that no rule takes under the prefix, each file in order of date and id. */
    Cleaned clean(String bucket, String prefix) {
        var judged = judge(lines());
        var surroundings = spark.broadcast(new Surroundings(pools(judged), arguments.thresholds()));
        progress.writing();
        var location = this.location;
        return judged.mapPartitionsWithIndex(
                        (number, parts) ->
                                release(number, parts.next(), surroundings.value(), location, bucket, prefix),
                        true)
                .aggregate(Cleaned.nothing(), Cleaned::merge, Cleaned::merge);
    }

    private record Read(Dealt lines, Tally tally) implements Serializable {}

    /** The lines that are asked for, dealt so that those of one sale lie together. */
    private JavaPairRDD<Integer, Read> lines() {
        int parts = parts();
        var files = this.files;
        var pieces = files.value().pieces(BYTES_A_PIECE);
        var bytes = progress.bytes();
        var lines = progress.lines();
        return spark.parallelize(pieces, Math.max(1, pieces.size()))
                .flatMapToPair(piece -> read(files.value(), piece, parts, bytes, lines))
                .partitionBy(new HashPartitioner(parts));
    }

    /** Each becomes a file, so their number must not depend on the machine. */
    private int parts() {
        var departments = arguments.scope().departments();
        double share = departments.isEmpty() ? 1 : Math.min(1, departments.size() * SHARE_OF_A_DEPARTMENT);
        return 1 + (int) (share * files.value().bytes() / BYTES_A_PART);
    }

    private static Iterator<Tuple2<Integer, Read>> read(
            LandedFiles files, Piece piece, int parts, LongAccumulator bytes, LongAccumulator lines) {
        var tally = new Tally();
        var dealt = files.read(piece, parts, tally, lines::add);
        bytes.add(piece.to() - piece.from());
        var read = new ArrayList<Tuple2<Integer, Read>>(parts);
        for (int part = 0; part < parts; part++) {
            // the tally goes with one of them
            read.add(new Tuple2<>(part, new Read(dealt.get(part), part == 0 ? tally : null)));
        }
        return read.iterator();
    }

    /** The sales that are credible on their own. */
    private JavaRDD<Part> judge(JavaPairRDD<Integer, Read> lines) {
        var files = this.files;
        var rules = this.rules;
        return lines.mapPartitions(
                        part -> List.of(judge(part, files.value(), rules)).iterator())
                .persist(StorageLevel.MEMORY_AND_DISK());
    }

    private static Part judge(Iterator<Tuple2<Integer, Read>> read, LandedFiles files, SaleRules rules) {
        var tally = new Tally();
        var lines = new LinesById(files);
        while (read.hasNext()) {
            var next = read.next()._2();
            lines.add(next.lines());
            tally = next.tally() == null ? tally : tally.merge(next.tally());
        }
        var account = tally;
        var candidates = new ArrayList<Candidate>();
        lines.forEach(account, (id, distinct, missed) -> {
            var sales = Sales.regroup(id, distinct, missed);
            account.id(sales);
            for (var sale : sales) {
                var rule = rules.rule(sale);
                if (rule == null) {
                    candidates.add(Candidate.of(sale));
                } else {
                    account.saleDropped(rule, sale);
                }
            }
        });
        return new Part(account, candidates);
    }

    private static Map<Key, Pool.Statistics> pools(JavaRDD<Part> judged) {
        return judged.flatMapToPair(part -> Surroundings.pools(part.sales()).entrySet().stream()
                        .map(pool -> new Tuple2<>(pool.getKey(), pool.getValue()))
                        .iterator())
                .reduceByKey(Surroundings::merge)
                .filter(pool -> Surroundings.isEnough(pool._1(), pool._2()))
                .mapValues(Surroundings::statistics)
                .collectAsMap();
    }

    /** Writes the sales that are credible beside their neighbours as well. */
    private static Iterator<Cleaned> release(
            int number, Part judged, Surroundings surroundings, S3Location location, String bucket, String prefix) {
        // one of its own: that of the part is kept in memory, and a task may be repeated
        var cleaned = Cleaned.nothing();
        var tally = cleaned.tally().merge(judged.tally());
        var kept = withoutRepeats(fitting(judged.sales(), surroundings, tally), tally);
        if (!kept.isEmpty()) {
            var name = ObjectLayout.SALES + "part-%05d.parquet".formatted(number);
            cleaned.files().add(SalesFile.write(kept, location.shared(), bucket, prefix, name));
        }
        return List.of(cleaned).iterator();
    }

    /** In order of date and id. */
    private static List<Candidate> fitting(List<Candidate> judged, Surroundings surroundings, Tally tally) {
        var fitting = new ArrayList<Candidate>(judged.size());
        for (var candidate : judged) {
            var rule = surroundings.rule(candidate);
            if (rule == null) {
                fitting.add(candidate);
            } else {
                tally.candidateDropped(rule, candidate);
            }
        }
        fitting.sort(ORDER);
        return fitting;
    }

    private static final Comparator<Candidate> ORDER =
            Comparator.comparing(Candidate::date).thenComparing(Candidate::id).thenComparing(Candidate::idMutation);

    /** The same flat, lot for lot, on the same day for the same price is one sale that was published twice. */
    private static List<Candidate> withoutRepeats(List<Candidate> ordered, Tally tally) {
        var kept = new ArrayList<Candidate>(ordered.size());
        for (var sale : ordered) {
            if (!kept.isEmpty() && kept.get(kept.size() - 1).id().equals(sale.id())) {
                tally.candidateDropped(REPEATED, sale);
            } else {
                kept.add(sale);
                tally.kept(sale);
            }
        }
        return kept;
    }

    @Override
    public void close() {
        progress.close();
    }
}
