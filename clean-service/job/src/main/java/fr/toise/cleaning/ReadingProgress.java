package fr.toise.cleaning;

import fr.toise.contracts.job.JobProgress;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.util.LongAccumulator;

/** Says how much of the landed files was read, each time that a task has read a piece. */
final class ReadingProgress extends SparkListener implements AutoCloseable {

    private static final long MEGABYTE = 1_000_000;

    private final SparkContext spark;
    private final LongAccumulator bytes;
    private final LongAccumulator lines;
    private final long total;
    private final Consumer<JobProgress> progress;
    private long said;

    ReadingProgress(SparkContext spark, long totalBytes, Consumer<JobProgress> progress) {
        this.spark = spark;
        this.bytes = spark.longAccumulator("bytes read");
        this.lines = spark.longAccumulator("lines read");
        this.total = totalBytes;
        this.progress = progress;
        spark.addSparkListener(this);
    }

    LongAccumulator bytes() {
        return bytes;
    }

    LongAccumulator lines() {
        return lines;
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
        // a task that was lost and done again is counted twice
        long done = Math.min(bytes.sum(), total);
        if (done > said) {
            said = done;
            progress.accept(new JobProgress(
                    done / MEGABYTE,
                    total / MEGABYTE,
                    "MB",
                    String.format(Locale.ROOT, "Reading the landed files: %,d lines", lines.sum())));
        }
    }

    /** All is read. */
    void writing() {
        progress.accept(new JobProgress(
                total / MEGABYTE,
                total / MEGABYTE,
                "MB",
                "Comparing each sale with those around it, and writing them"));
    }

    @Override
    public void close() {
        spark.removeSparkListener(this);
    }
}
