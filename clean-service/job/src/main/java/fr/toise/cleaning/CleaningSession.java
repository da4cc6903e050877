package fr.toise.cleaning;

import fr.toise.contracts.job.CleaningArguments.Executors;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Spark, as it is set here. Any {@code spark.*} system property wins. */
final class CleaningSession {

    private static final String LOCALHOST = "127.0.0.1";

    private CleaningSession() {}

    static SparkSession open(Executors executors) {
        var conf = new SparkConf(false).setAppName("toise-clean").set("spark.ui.enabled", "false");
        workOn(executors, conf);
        for (var setting : new SparkConf(true).getAll()) {
            conf.set(setting._1(), setting._2());
        }
        return SparkSession.builder().config(conf).getOrCreate();
    }

    private static void workOn(Executors executors, SparkConf conf) {
        if (executors.master() == null) {
            conf.setMaster("local[*]").set("spark.driver.host", LOCALHOST).set("spark.driver.bindAddress", LOCALHOST);
            return;
        }
        conf.setMaster(executors.master())
                .set("spark.executor.instances", String.valueOf(executors.number()))
                .set("spark.cores.max", String.valueOf(executors.number() * executors.cores()))
                .set("spark.executor.cores", String.valueOf(executors.cores()))
                .set("spark.executor.memory", executors.memory());
    }
}
