package fr.toise.localstack;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The servers of the local stack, and the command line that starts each. Needs nothing but the JDK. */
public enum StackServer {
    BROKER("fr.toise.localstack.Broker"),
    OBJECT_STORE("fr.toise.localstack.ObjectStoreServer");

    /** Starts the line on standard output with which a server says that it answers; {@code host:port} follows. */
    public static final String READY = "@ready ";

    /** Last argument of a server that has to end when its standard input does. */
    static final String DIE_WITH_PARENT = "die-with-parent";

    /** As a port: take any that is free. */
    static final int ANY_PORT = 0;

    private final String mainClass;

    StackServer(String mainClass) {
        this.mainClass = mainClass;
    }

    /**
     * @param java      the program
     * @param classpath {@code platform/local-stack/target/lib/*}
     * @param folder    where this server, and nobody else, keeps its data
     */
    public List<String> command(Path java, String classpath, Path folder, int port) {
        return List.of(
                java.toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xms48m",
                "-Xmx192m",
                "-XX:+ExitOnOutOfMemoryError",
                // not logback.xml: whoever has this jar on the classpath would log by it
                "-Dlogback.configurationFile=local-stack-logback.xml",
                // Kafka looks for Log4j's controls, and there is only its API here
                "-Dlog4j2.statusLoggerLevel=OFF",
                "-cp",
                classpath,
                mainClass,
                folder.toAbsolutePath().toString(),
                String.valueOf(port));
    }

    List<String> commandThatDiesWithParent(Path java, String classpath, Path folder) {
        var command = new ArrayList<>(command(java, classpath, folder, ANY_PORT));
        command.add(DIE_WITH_PARENT);
        return command;
    }
}
