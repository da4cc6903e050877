package fr.toise.cli.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.cli.services.CommandFailure;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SourceTest {

    @ParameterizedTest
    @ValueSource(strings = {"auto", "official", "sample"})
    void passesANameOn(String name) {
        assertThat(Source.parse(name)).isEqualTo(new Source(name, null));
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8000/csv/, localhost:8000",
        "https://mirror.example.org/geo-dvf/latest/csv/, mirror.example.org"
    })
    void allowsTheHostOfAUrl(String url, String host) {
        assertThat(Source.parse(url)).isEqualTo(new Source(url, host));
    }

    @Test
    void makesAFolderAbsolute(@TempDir Path folder) {
        // Given
        var relative = Path.of("").toAbsolutePath().relativize(folder);

        // When
        var source = Source.parse(relative.toString());

        // Then
        assertThat(source).isEqualTo(new Source(folder.toString(), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such-folder", "oficial", "http://"})
    void namesWhatItCannotRead(String text) {
        assertThatThrownBy(() -> Source.parse(text))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(text)
                .hasMessageContaining("expect");
    }
}
