package fr.toise.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.job.JavaProgram;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that are started on the class path, and not with {@code -jar}, for which Quarkus has left its word in a manifest. */
class ClassPathTest {

    @ParameterizedTest
    @ValueSource(strings = {"ingest-service", "clean-service/app", "train-service/app", "predict-service"})
    void opensWhatQuarkusOpens(String module) throws Exception {
        // Given
        var app = Path.of(System.getProperty("toise.home"), module, "target", "quarkus-app");
        String opened;
        try (var jar = new JarFile(app.resolve("quarkus-run.jar").toFile())) {
            opened = jar.getManifest().getMainAttributes().getValue("Add-Opens");
        }

        // When
        var program = JavaProgram.ofQuarkus("service", Path.of(System.getProperty("java.home")), List.of(), app);

        // Then
        assertThat(program.options())
                .containsExactlyInAnyOrderElementsOf(Stream.of(opened.split(" "))
                        .map(packages -> "--add-opens=" + packages + "=ALL-UNNAMED")
                        .toList());
    }
}
