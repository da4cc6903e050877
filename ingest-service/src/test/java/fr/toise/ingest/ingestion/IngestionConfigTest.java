package fr.toise.ingest.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.ingest.source.SourceSetting;
import fr.toise.ingest.source.Wanted.Years;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IngestionConfigTest {

    @Test
    void hasTheseDefaults() {
        // When
        var config = config(Map.of());

        // Then
        assertThat(config.source()).isEqualTo(new SourceSetting.Auto());
        assertThat(config.departments()).contains(Set.of("75"));
        assertThat(config.years()).isEqualTo(Years.parse("2018-"));
        assertThat(config.schedule()).isEqualTo("0 30 5 * * ?");
        assertThat(config.atStart()).isTrue();
        assertThat(config.allowedHosts()).containsExactlyInAnyOrder("files.data.gouv.fr", "static.data.gouv.fr");
        assertThat(config.parallelism()).isEqualTo(2);
        assertThat(config.partSize().asLongValue()).isEqualTo(8 << 20);
        assertThat(config.official().url()).isEqualTo(URI.create("https://files.data.gouv.fr/geo-dvf/latest/csv/"));
        assertThat(config.official().reachWithin()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.sample().years()).isEqualTo(new Years(2021, 2025));
        assertThat(config.sample().salesAYear()).isEqualTo(6000);
        assertThat(config.sample().seed()).isEqualTo(1);
        assertThat(config.fetching().connectTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.fetching().readTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(config.fetching().attempts()).isEqualTo(6);
        assertThat(config.fetching().firstPause()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.fetching().longestPause()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.limits().packedSize().asLongValue()).isEqualTo(2L << 30);
        assertThat(config.limits().unpackedSize().asLongValue()).isEqualTo(8L << 30);
        assertThat(config.limits().expansion()).isEqualTo(40);
        assertThat(config.limits().duration()).isEqualTo(Duration.ofHours(1));
        assertThat(config.limits().listingSize().asLongValue()).isEqualTo(4 << 20);
        assertThat(config.retryFailed().firstPause()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.retryFailed().longestPause()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void readsEveryKey() {
        // When
        var config = config(Map.ofEntries(
                Map.entry("toise.ingestion.source", "https://example.org/csv"),
                Map.entry("toise.ingestion.departments", "75,2A"),
                Map.entry("toise.ingestion.years", "2023"),
                Map.entry("toise.ingestion.schedule", "off"),
                Map.entry("toise.ingestion.at-start", "false"),
                Map.entry("toise.ingestion.allowed-hosts", "example.org,127.0.0.1:8000"),
                Map.entry("toise.ingestion.parallelism", "4"),
                Map.entry("toise.ingestion.part-size", "16M"),
                Map.entry("toise.ingestion.official.url", "https://example.org/"),
                Map.entry("toise.ingestion.official.reach-within", "1s"),
                Map.entry("toise.ingestion.sample.years", "2024"),
                Map.entry("toise.ingestion.sample.sales-a-year", "10"),
                Map.entry("toise.ingestion.sample.seed", "7"),
                Map.entry("toise.ingestion.fetching.connect-timeout", "2s"),
                Map.entry("toise.ingestion.fetching.read-timeout", "3s"),
                Map.entry("toise.ingestion.fetching.attempts", "2"),
                Map.entry("toise.ingestion.fetching.first-pause", "4s"),
                Map.entry("toise.ingestion.fetching.longest-pause", "5s"),
                Map.entry("toise.ingestion.limits.packed-size", "1M"),
                Map.entry("toise.ingestion.limits.unpacked-size", "2M"),
                Map.entry("toise.ingestion.limits.expansion", "9"),
                Map.entry("toise.ingestion.limits.duration", "8s"),
                Map.entry("toise.ingestion.limits.listing-size", "3K"),
                Map.entry("toise.ingestion.retry-failed.first-pause", "6s"),
                Map.entry("toise.ingestion.retry-failed.longest-pause", "7s")));

        // Then
        assertThat(config.source()).isEqualTo(new SourceSetting.Website(URI.create("https://example.org/csv/")));
        assertThat(config.departments()).contains(Set.of("75", "2A"));
        assertThat(config.years()).isEqualTo(new Years(2023, 2023));
        assertThat(config.schedule()).isEqualTo("off");
        assertThat(config.atStart()).isFalse();
        assertThat(config.allowedHosts()).containsExactlyInAnyOrder("example.org", "127.0.0.1:8000");
        assertThat(config.sample().salesAYear()).isEqualTo(10);
        assertThat(config.limits().duration()).isEqualTo(Duration.ofSeconds(8));
        assertThat(config.limits().listingSize().asLongValue()).isEqualTo(3 << 10);
        assertThat(config.retryFailed().longestPause()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void takesTheWholeCountryWhenNoDepartmentIsNamed() {
        // When
        var config = config(Map.of("toise.ingestion.departments", ""));

        // Then
        assertThat(config.departments()).isEmpty();
    }

    @Test
    void failsAtAKeyThatItDoesNotKnow() {
        // Then
        assertThatThrownBy(() -> config(Map.of("toise.ingestion.departements", "75")))
                .hasMessageContaining("toise.ingestion.departements");
    }

    @Test
    void failsAtASourceThatItCannotRead() {
        // Then
        assertThatThrownBy(() -> config(Map.of("toise.ingestion.source", "ftp://example.org/")))
                .hasMessageContaining("ftp://example.org/");
    }

    static IngestionConfig config(Map<String, String> keys) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(IngestionConfig.class)
                .withSources(new PropertiesConfigSource(keys, "test", 500))
                .build()
                .getConfigMapping(IngestionConfig.class);
    }
}
