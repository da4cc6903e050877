package fr.toise.cleaning;

import fr.toise.contracts.job.JobProgress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

/** Reports how many lines Spark has read so far. How many there are nobody knows before. */
final class LinesRead extends SparkListener implements AutoCloseable {

    private final SparkSession spark;
    private final Consumer<JobProgress> progress;
    private final Set<Integer> stages = ConcurrentHashMap.newKeySet();
    private final AtomicLong lines = new AtomicLong();

    private LinesRead(SparkSession spark, Consumer<JobProgress> progress) {
        this.spark = spark;
        this.progress = progress;
    }

    static LinesRead reportedTo(Consumer<JobProgress> progress, SparkSession spark) {
        var listener = new LinesRead(spark, progress);
        spark.sparkContext().addSparkListener(listener);
        return listener;
    }

    /** Other stages read as well, from memory, what this one has made of the files. */
    @Override
    public void onStageSubmitted(SparkListenerStageSubmitted submitted) {
        var stage = submitted.stageInfo();
        if (stage.rddInfos().exists(rdd -> rdd.name().equals("FileScanRDD"))) {
            stages.add(stage.stageId());
        }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd task) {
        var read = task.taskMetrics() == null
                ? 0
                : task.taskMetrics().inputMetrics().recordsRead();
        if (read > 0 && stages.contains(task.stageId())) {
            progress.accept(new JobProgress(lines.addAndGet(read), 0, "lines", "Reading the landed files"));
        }
    }

    @Override
    public void close() {
        spark.sparkContext().removeSparkListener(this);
    }
}
