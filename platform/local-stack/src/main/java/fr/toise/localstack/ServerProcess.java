package fr.toise.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** What both servers do to be started as a process: arguments in, a line when ready, an end with their parent. */
final class ServerProcess {

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

    static int freePort() throws IOException {
        try (var socket = new java.net.ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), 0));
            return socket.getLocalPort();
        }
    }
}
