package fr.toise.cleaning;

import fr.toise.contracts.job.CleaningArguments.Executors;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Spark, as it is set here. Any {@code spark.*} system property wins. */
final class CleaningSession {

    private static final String LOCALHOST = "127.0.0.1";
    private static final String KUBERNETES = "k8s://";

    private CleaningSession() {}

    /** Says where the driver's own pod is, and what its executors are to be made of; a job's template and its launcher set them. */
    private static final String POD = "TOISE_JOB_POD";

    private static final String POD_IP = "TOISE_JOB_POD_IP";
    private static final String NAMESPACE = "TOISE_JOB_NAMESPACE";
    private static final String IMAGE = "TOISE_JOB_IMAGE";

    private static final String JVM_OPTIONS = "JAVA_TOOL_OPTIONS";

    private static final String EXECUTOR_TEMPLATE = "/etc/toise-executor/executor-pod.yaml";

    /** What the network policy between driver and executors opens. */
    private static final String DRIVER_PORT = "7078";

    private static final String BLOCKS_PORT = "7079";

    static JavaSparkContext open(Executors executors) {
        return new JavaSparkContext(conf(executors, System.getenv()));
    }

    static SparkConf conf(Executors executors, Map<String, String> environment) {
        var conf = new SparkConf(false).setAppName("toise-clean").set("spark.ui.enabled", "false");
        workOn(executors, conf);
        if (executors.master() != null && executors.master().startsWith(KUBERNETES)) {
            askKubernetes(environment, conf);
        }
        for (var setting : new SparkConf(true).getAll()) {
            conf.set(setting._1(), setting._2());
        }
        return conf;
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

    /** In client mode: this process is the driver, its pod owns the executors', and they go with it. */
    private static void askKubernetes(Map<String, String> environment, SparkConf conf) {
        set(conf, "spark.kubernetes.driver.pod.name", environment.get(POD));
        set(conf, "spark.driver.host", environment.get(POD_IP));
        set(conf, "spark.kubernetes.namespace", environment.get(NAMESPACE));
        set(conf, "spark.kubernetes.container.image", environment.get(IMAGE));
        // whom the driver trusts, they trust
        set(conf, "spark.executorEnv." + JVM_OPTIONS, environment.get(JVM_OPTIONS));
        conf.set("spark.driver.port", DRIVER_PORT)
                .set("spark.blockManager.port", BLOCKS_PORT)
                .set("spark.kubernetes.executor.podTemplateFile", EXECUTOR_TEMPLATE)
                .set("spark.kubernetes.executor.podTemplateContainerName", "executor")
                // nothing but pods is made or removed, so nothing but pods need be allowed
                .set("spark.kubernetes.executor.disableConfigMap", "true")
                .set("spark.kubernetes.driver.service.deleteOnTermination", "false")
                .set("spark.kubernetes.driver.ownPersistentVolumeClaim", "false")
                .set("spark.kubernetes.driver.reusePersistentVolumeClaim", "false");
    }

    private static void set(SparkConf conf, String name, String value) {
        if (value != null) {
            conf.set(name, value);
        }
    }
}
