package fr.toise.cleaning;

import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.internal.io.FileNameSpec;
import org.apache.spark.internal.io.cloud.PathOutputCommitProtocol;

/** Names part files after their number alone, without the random id of the job, so that the same work makes the same objects. */
public final class StableFileNames extends PathOutputCommitProtocol {

    public StableFileNames(String jobId, String path, boolean dynamicPartitionOverwrite) {
        super(jobId, path, dynamicPartitionOverwrite);
    }

    @Override
    public String getFilename(TaskAttemptContext task, FileNameSpec spec) {
        // Spark's extension carries the number of the file within its task: -c000.snappy.parquet
        return "part-%05d%s"
                .formatted(
                        task.getTaskAttemptID().getTaskID().getId(),
                        spec.suffix().replaceFirst("^-c000", ""));
    }
}
