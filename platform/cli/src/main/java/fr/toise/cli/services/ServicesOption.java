package fr.toise.cli.services;

import picocli.CommandLine.Option;

/** How a command finds the services that {@code ./toise up} started. */
public final class ServicesOption {

    @Option(
            names = "--port",
            paramLabel = "<port>",
            defaultValue = "" + Ports.DEFAULT_PREDICT,
            description =
                    "Port of predict-service, as given to ./toise up; the other services are on the three ports after it. Default: ${DEFAULT-VALUE}")
    private int port;

    public Ports ports() {
        return Ports.following(port);
    }

    public AskedService ingest() {
        return new AskedService("ingest-service", ports().ingest());
    }

    public AskedService clean() {
        return new AskedService("clean-service", ports().clean());
    }

    public AskedService train() {
        return new AskedService("train-service", ports().train());
    }
}
