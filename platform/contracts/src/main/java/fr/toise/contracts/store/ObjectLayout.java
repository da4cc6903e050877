package fr.toise.contracts.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The one place that knows the keys. Prefixes end with a slash. */
public final class ObjectLayout {

    private ObjectLayout() {}

    /** In the raw bucket: {@code <dataset>/<snapshot>/}. */
    public static String snapshot(String dataset, String snapshot) {
        return dataset + "/" + snapshot + "/";
    }

    /** Under a snapshot: the {@code dataset-landed} event as it was said. */
    public static final String LANDED = "landed.json";

    /** In the clean bucket: {@code <dataset>/<version>/}. */
    public static String datasetVersion(String dataset, String version) {
        return dataset + "/" + version + "/";
    }

    /** In the clean bucket: the pointer to the version that is to be trained on. */
    public static String currentDataset(String dataset) {
        return dataset + "/current.json";
    }

    /** Under a dataset version: the folder of parquet files. */
    public static final String SALES = "sales/";

    /** Under a dataset version or a model version: what the job says it did. */
    public static final String REPORT = "report.json";

    /** Under a dataset version: what its sales look like. */
    public static final String PROFILE = "profile.json";

    /** Under a dataset version: a sample of the lines that a rule dropped. */
    public static String quarantine(String rule) {
        return QUARANTINE + rule + ".json";
    }

    /** Under a dataset version: the folder of the samples of rejected lines. */
    public static final String QUARANTINE = "quarantine/";

    /** Under a dataset version that is not to be used, in the place of a manifest: the {@code dataset-rejected} event as it is said. */
    public static final String REJECTED = "rejected.json";

    /** In the model bucket: {@code <model>/<version>/}. */
    public static String modelVersion(String model, String version) {
        return model + "/" + version + "/";
    }

    /** In the model bucket: the pointer to the live version. */
    public static String champion(String model) {
        return model + "/champion.json";
    }

    /** Under a dataset version or a model version: what the gate decided. Written after the manifest, by the service. */
    public static final String DECISION = "decision.json";

    /** In each service's own bucket: what it knows of a run. {@code output} is what the run makes. */
    public static String run(String output) {
        return "runs/" + output + ".json";
    }

    /** Names an output after its inputs, so that the same inputs always make the same output: 16 hex digits. */
    public static String nameFor(Iterable<String> inputs) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            for (var input : inputs) {
                digest.update(input.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
