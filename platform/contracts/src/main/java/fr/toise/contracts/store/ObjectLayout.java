package fr.toise.contracts.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;

/** The one place that knows the keys. Prefixes end with a slash. */
public final class ObjectLayout {

    private static final DateTimeFormatter IN_ORDER =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

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

    /** Under a model version: {@link fr.toise.contracts.model.ModelPictures}. */
    public static final String PICTURES = "pictures.json";

    /** In the model bucket: the pointer to the live version. */
    public static String champion(String model) {
        return model + "/champion.json";
    }

    /** In the model bucket: where an unfinished training keeps its state. */
    public static String checkpoint(String model, String version) {
        return checkpoints(model) + version + "/";
    }

    /** In the model bucket: the folder of what unfinished trainings keep. */
    public static String checkpoints(String model) {
        return model + "/checkpoints/";
    }

    /** In the model bucket: the folder of one search. */
    public static String search(String model, String search) {
        return searches(model) + search + "/";
    }

    /** In the model bucket: the folder of all searches. */
    public static String searches(String model) {
        return model + "/searches/";
    }

    /** In the model bucket: what one trial of a search came to. */
    public static String trial(String model, String search, int trial, int rung) {
        return trials(model, search) + "%03d-%d.json".formatted(trial, rung);
    }

    /** In the model bucket: the folder of what the trials of a search came to. */
    public static String trials(String model, String search) {
        return search(model, search) + "trials/";
    }

    /** In the model bucket: why one trial of a search came to nothing. */
    public static String lostTrial(String model, String search, int trial, int rung) {
        return lostTrials(model, search) + "%03d-%d.json".formatted(trial, rung);
    }

    /** In the model bucket: the folder of why trials of a search came to nothing. */
    public static String lostTrials(String model, String search) {
        return search(model, search) + "lost/";
    }

    /** In the model bucket: for how long one trial has run. */
    public static String spent(String model, LocalDate day, String job) {
        return spent(model, day) + job + ".json";
    }

    /** In the model bucket: the folder of for how long the trials that ended on one day have run. */
    public static String spent(String model, LocalDate day) {
        return model + "/spent/" + day + "/";
    }

    /** Under a search: what is to be tried. */
    public static final String PLAN = "plan.json";

    /** Under a search: how it ended. Written last. */
    public static final String RESULT = "result.json";

    /** In the model bucket: what {@code champion.json} was at one moment. Listed, they are in the order of time. */
    public static String promotion(String model, Instant at, String version) {
        return promotions(model) + IN_ORDER.format(at) + "-" + version + ".json";
    }

    /** In the model bucket: the folder of everything that was ever live. */
    public static String promotions(String model) {
        return model + "/promotions/";
    }

    /** In the model bucket: why something is trained. {@code training} is a model version, or a search whose winner is trained. */
    public static String trainingReason(String model, String training) {
        return model + "/reasons/" + training + ".json";
    }

    /** In the model bucket: what a model that was live once says of the sales of a newer dataset version. */
    public static String ledgerEntry(String model, String version, String datasetVersion) {
        return ledger(model) + version + "/" + datasetVersion + ".json";
    }

    /** In the model bucket: the folder of the accuracy ledger. */
    public static String ledger(String model) {
        return model + "/ledger/";
    }

    /** Under a dataset version or a model version: what the gate decided. Written after the manifest, by the service. */
    public static final String DECISION = "decision.json";

    /** Under a snapshot, a dataset version or a model version: where its trace goes on. Written by the service, where it traces. */
    public static final String TRACE = "trace.json";

    /** In each service's own bucket: the folder of what it knows of its runs, beside the datasets or models. */
    public static final String RUNS = "runs";

    /** In each service's own bucket: what it knows of a run. {@code output} is what the run makes. */
    public static String run(String output) {
        return RUNS + "/" + output + ".json";
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
