package fr.toise.ingest.landing;

/**
 * How files are landed.
 *
 * @param parallelism files at once
 * @param partSize    bytes in memory for each of them
 * @param attempts    for a file whose download can't go on where it broke
 * @param codeVersion written into manifests
 */
public record LandingSettings(Limits limits, int parallelism, int partSize, int attempts, String codeVersion) {

    private static final int SMALLEST_PART = 5 << 20;

    public LandingSettings {
        if (parallelism < 1) {
            throw new IllegalArgumentException(
                    "toise.ingestion.parallelism is " + parallelism + ": expected at least 1");
        }
        if (partSize < SMALLEST_PART) {
            throw new IllegalArgumentException(
                    "toise.ingestion.part-size is " + partSize + " bytes: S3 takes no parts of less than 5 MiB");
        }
    }
}
