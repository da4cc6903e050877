package fr.toise.cleaning;

import fr.toise.objectstore.S3Location;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Spark in this process, and its way to the object store. Any {@code spark.*} system property wins over what is set here. */
final class CleaningSession {

    private CleaningSession() {}

    static SparkSession open(S3Location location) {
        var conf = new SparkConf(false)
                .setAppName("toise-clean")
                .setMaster("local[*]")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.ui.enabled", "false")
                .set("spark.sql.shuffle.partitions", "8")
                .set("spark.sql.session.timeZone", "UTC")
                // only so that it does not warn of plans too wide to be printed
                .set("spark.sql.debug.maxToStringFields", "500")
                .set("spark.sql.parquet.compression.codec", "snappy");
        commitDirectly(conf);
        reach(location, conf);
        for (var setting : new SparkConf(true).getAll()) {
            conf.set(setting._1(), setting._2());
        }
        return SparkSession.builder().config(conf).getOrCreate();
    }

    /** A task uploads its file to its final name and the driver completes the upload: nothing is ever renamed, which S3 can't do. */
    private static void commitDirectly(SparkConf conf) {
        conf.set("spark.hadoop.fs.s3a.committer.name", "magic")
                .set(
                        "spark.hadoop.mapreduce.outputcommitter.factory.scheme.s3a",
                        "org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory")
                .set(
                        "spark.sql.parquet.output.committer.class",
                        "org.apache.spark.internal.io.cloud.BindingParquetOutputCommitter")
                .set("spark.sql.sources.commitProtocolClass", StableFileNames.class.getName())
                .set("spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs", "false");
    }

    private static void reach(S3Location location, SparkConf conf) {
        if (location.endpoint() != null) {
            conf.set("spark.hadoop.fs.s3a.endpoint", location.endpoint().toString());
        }
        conf.set("spark.hadoop.fs.s3a.endpoint.region", location.region())
                .set("spark.hadoop.fs.s3a.path.style.access", String.valueOf(location.pathStyle()))
                .set(
                        "spark.hadoop.fs.s3a.aws.credentials.provider",
                        "software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider");
    }
}
