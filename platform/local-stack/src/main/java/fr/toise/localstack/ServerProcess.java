package fr.toise.localstack;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** What both servers do to be started as a process: arguments in, a line when ready, an end with their parent. */
final class ServerProcess {

    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 32_000;

    static final String HOST = "127.0.0.1";

    private ServerProcess() {}

    /** A server to be run. */
    @FunctionalInterface
    interface Server {
        /** Starts, and returns once it answers. */
        Running start(Path folder, int port) throws Exception;
    }

    /**
     * A server that answers.
     *
     * @param stop in an orderly way
     */
    record Running(int port, Runnable stop) {}

    static void main(String[] arguments, Server server) {
        if (arguments.length < 2 || !arguments[1].matches("\\d{1,5}")) {
            System.err.println("Expected: <folder> <port> [" + StackServer.DIE_WITH_PARENT + "]");
            System.exit(2);
        }
        if (arguments.length > 2 && arguments[2].equals(StackServer.DIE_WITH_PARENT)) {
            dieWithParent();
        }
        try {
            var folder = Files.createDirectories(Path.of(arguments[0]));
            var running = server.start(folder, Integer.parseInt(arguments[1]));
            Runtime.getRuntime().addShutdownHook(new Thread(running.stop(), "stop"));
            System.out.println(StackServer.READY + HOST + ":" + running.port());
        } catch (Exception | LinkageError e) {
            e.printStackTrace();
            System.err.println("Failed to start on port " + arguments[1] + ": " + e);
            // a half-started server leaves threads behind that would keep this process
            Runtime.getRuntime().halt(1);
        }
    }

    /** A parent that is killed can't stop its child, but its end of the pipe closes. */
    private static void dieWithParent() {
        var watch = new Thread(
                () -> {
                    try {
                        while (System.in.read() >= 0) {
                            // nothing is ever said on it
                        }
                    } catch (IOException closed) {
                        // as good as its end
                    }
                    Runtime.getRuntime().halt(1);
                },
                "parent-watch");
        watch.setDaemon(true);
        watch.start();
    }

    /** Below those that systems give to outgoing connections, one of which could take it before it is used. */
    static int freePort() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
            try (var socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(HOST, port));
                return port;
            } catch (BindException taken) {
                // another one will be free
            }
        }
        throw new IOException("There is no free port between " + FIRST_PORT + " and " + LAST_PORT);
    }
}
