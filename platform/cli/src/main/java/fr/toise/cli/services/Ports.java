package fr.toise.cli.services;

/** Where everything listens, on 127.0.0.1. */
public record Ports(int predict, int ingest, int clean, int train, int kafka, int s3) {

    public static final int DEFAULT_PREDICT = 8080;
    public static final int DEFAULT_KAFKA = 9092;
    public static final int DEFAULT_S3 = 9000;

    /** The services follow predict: ingest is on the next port, then clean, then train. */
    public static Ports following(int predict, int kafka, int s3) {
        return new Ports(predict, predict + 1, predict + 2, predict + 3, kafka, s3);
    }

    public static Ports following(int predict) {
        return following(predict, DEFAULT_KAFKA, DEFAULT_S3);
    }

    public static String url(int port) {
        return "http://127.0.0.1:" + port;
    }
}
