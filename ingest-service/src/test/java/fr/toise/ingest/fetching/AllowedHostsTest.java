package fr.toise.ingest.fetching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

    private final AllowedHosts hosts = new AllowedHosts(Set.of("files.data.gouv.fr", "127.0.0.1:8000"));

    @ParameterizedTest
    @ValueSource(
            strings = {"https://files.data.gouv.fr/x", "http://FILES.data.gouv.fr:8080/x", "http://127.0.0.1:8000/"})
    void letsThroughWhatIsInTheConfiguration(String url) throws SourceException {
        // Then
        assertThat(hosts.check(URI.create(url))).isEqualTo(URI.create(url));
    }

    @Test
    void namesTheHostAndTheKeyToSet() {
        // Then
        assertThatThrownBy(() -> hosts.check(URI.create("https://example.org/csv/")))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("the host example.org is not allowed")
                .hasMessageContaining("example.org:443 to toise.ingestion.allowed-hosts");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8001/",
                "http://127.0.0.1/",
                "https://files.data.gouv.fr.example.org/",
                "https://x@files.data.gouv.fr/",
                "file:///etc/passwd",
                "https:///nowhere"
            })
    void refusesEverythingElse(String url) {
        // Then
        assertThatThrownBy(() -> hosts.check(URI.create(url))).isInstanceOf(SourceException.class);
    }
}
