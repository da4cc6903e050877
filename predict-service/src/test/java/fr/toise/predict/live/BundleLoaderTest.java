package fr.toise.predict.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleLoaderTest {

    /** More than any system hands out. */
    private static final long DEAD = 999_999_999;

    @TempDir
    Path parent;

    private Path folder(String name, Duration age) throws IOException {
        var folder = Files.createDirectory(parent.resolve(name));
        Files.writeString(folder.resolve("model.json"), "{}");
        return Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(age)));
    }

    @Test
    void removesOnlyWhatKilledProcessesLeftBehind() throws IOException {
        // Given
        long alive = ProcessHandle.current().parent().orElseThrow().pid();
        var left = folder("toise-model-" + DEAD + "-1", Duration.ofHours(2));
        var young = folder("toise-model-" + DEAD + "-2", Duration.ofMinutes(1));
        var live = folder("toise-model-" + alive + "-3", Duration.ofHours(2));
        var others = folder("photographs", Duration.ofHours(2));

        // When
        new BundleLoader(null, parent).sweep();

        // Then
        assertThat(left).doesNotExist();
        assertThat(young).exists();
        assertThat(live).exists();
        assertThat(others).exists();
    }

    @Test
    void sweepsWhereNothingWasEverLoaded() {
        // Given
        var nowhere = parent.resolve("nowhere");

        // When
        new BundleLoader(null, nowhere).sweep();

        // Then
        assertThat(nowhere).doesNotExist();
    }
}
