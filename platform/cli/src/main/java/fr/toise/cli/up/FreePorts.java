package fr.toise.cli.up;

import fr.toise.cli.services.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Looks whether every port that is needed can be had, before anything is started. */
final class FreePorts {

    private FreePorts() {}

    static void check(List<Program> programs) {
        var taken = new ArrayList<String>();
        var wanted = new HashMap<Integer, String>();
        for (var program : programs) {
            for (var listening : program.ports()) {
                var other = wanted.put(listening.port(), program.name());
                if (other != null) {
                    taken.add("Port %d is for %s and for %s: move one of them with %s"
                            .formatted(listening.port(), other, program.name(), listening.option()));
                } else if (!free(listening.port())) {
                    taken.add("Port %d is in use, and %s needs it: stop what listens there, or move with %s"
                            .formatted(listening.port(), program.name(), listening.option()));
                }
            }
        }
        if (!taken.isEmpty()) {
            throw new CommandFailure(String.join("\n", taken));
        }
    }

    private static boolean free(int port) {
        try (var socket = new ServerSocket()) {
            // what an earlier run has just let go of is free
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
