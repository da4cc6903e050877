package fr.toise.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A Kafka broker that is its own controller. */
public final class Broker {

    private static final int NODE = 1;
    private static final String CONTROLLER = "CONTROLLER";

    private Broker() {}

    public static void main(String[] arguments) {
        ServerProcess.main(arguments, Broker::start);
    }

    private static ServerProcess.Running start(Path folder, int wantedPort) throws Exception {
        int port = wantedPort == StackServer.ANY_PORT ? ServerProcess.freePort() : wantedPort;
        var log = folder.resolve("log");
        var config = KafkaConfig.fromProps(settings(log, port, ServerProcess.freePort()), false);
        format(log);
        var server = new KafkaRaftServer(config, Time.SYSTEM);
        server.startup();
        return new ServerProcess.Running(port, () -> {
            server.shutdown();
            server.awaitShutdown();
        });
    }

    /** Does nothing to a folder that is formatted already. */
    private static void format(Path log) throws Exception {
        if (Files.exists(log.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(log);
        new Formatter()
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(NODE)
                .setControllerListenerName(CONTROLLER)
                .setMetadataLogDirectory(log.toString())
                .addDirectory(log.toString())
                .setIgnoreFormatted(true)
                .run();
    }

    private static Properties settings(Path log, int port, int controllerPort) throws IOException {
        var settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(NODE));
        settings.put("log.dirs", log.toString());
        var listening = Listening.of(System.getenv());
        settings.put(
                "listeners",
                "PLAINTEXT://%s:%d,%s://%s:%d"
                        .formatted(listening.bind(), port, CONTROLLER, ServerProcess.HOST, controllerPort));
        settings.put("advertised.listeners", "PLAINTEXT://%s:%d".formatted(listening.host(), port));
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("controller.quorum.voters", NODE + "@" + ServerProcess.HOST + ":" + controllerPort);
        settings.put("group.initial.rebalance.delay.ms", "0");
        // after a hard kill the next start has to wait until the one before counts as gone; 9 s is the default
        settings.put("broker.session.timeout.ms", "4000");
        settings.put("broker.heartbeat.interval.ms", "1000");
        settings.put("log.retention.ms", String.valueOf(Duration.ofDays(365).toMillis()));
        onOneNode(settings);
        small(settings);
        return settings;
    }

    private static void onOneNode(Properties settings) {
        settings.put("default.replication.factor", "1");
        settings.put("min.insync.replicas", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
    }

    /** The defaults are for a machine of its own: a buffer of 128 MB, dozens of threads, 50 partitions of offsets. */
    private static void small(Properties settings) {
        settings.put("log.cleaner.dedupe.buffer.size", String.valueOf(2 * 1024 * 1024));
        settings.put("num.partitions", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("num.replica.fetchers", "1");
        settings.put("num.recovery.threads.per.data.dir", "2");
        settings.put("background.threads", "2");
        settings.put("group.coordinator.threads", "1");
        settings.put("share.coordinator.threads", "1");
    }
}
