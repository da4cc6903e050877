package fr.toise.cli.up;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.cli.services.CommandFailure;
import fr.toise.cli.up.Program.Listening;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortsTest {

    @Test
    void namesThePortThatIsInUseAndWhoWantsIt() throws Exception {
        // Given
        try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            var programs = List.of(listening("kafka", taken.getLocalPort(), "--kafka-port"));

            // When
            assertThatThrownBy(() -> FreePorts.check(programs))
                    // Then
                    .isInstanceOf(CommandFailure.class)
                    .hasMessage(
                            "Port %d is in use, and kafka needs it: stop what listens there, or move with --kafka-port"
                                    .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void noticesAServerOnEveryAddress() throws Exception {
        // Given
        try (var taken = new ServerSocket(0)) {
            var programs = List.of(listening("predict-service", taken.getLocalPort(), "--port"));

            // When
            assertThatThrownBy(() -> FreePorts.check(programs))
                    // Then
                    .hasMessageContaining("Port " + taken.getLocalPort() + " is in use");
        }
    }

    @Test
    void givesAPortToOneProgramOnly() throws Exception {
        // Given
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            free = socket.getLocalPort();
        }

        // When
        assertThatThrownBy(() -> FreePorts.check(
                        List.of(listening("kafka", free, "--kafka-port"), listening("train-service", free, "--port"))))
                // Then
                .hasMessage("Port %d is for kafka and for train-service: move one of them with --port".formatted(free));
    }

    @Test
    void isContentWithPortsThatAreFree() throws Exception {
        // Given
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            free = socket.getLocalPort();
        }

        // When
        assertThatCode(() -> FreePorts.check(List.of(listening("s3", free, "--s3-port"))))
                // Then
                .doesNotThrowAnyException();
    }

    private static Program listening(String name, int port, String option) {
        return new Program(name, List.of(), Map.of(), Set.of(new Listening(port, option)));
    }
}
