package fr.toise.ingest.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.contracts.store.Manifest;
import fr.toise.ingest.Gzip;
import fr.toise.ingest.TestSite;
import fr.toise.ingest.fetching.SourceException;
import fr.toise.ingest.ingestion.SourceChoice.KeepWhatLanded;
import fr.toise.ingest.ingestion.SourceChoice.Take;
import fr.toise.ingest.landing.Snapshot;
import fr.toise.ingest.source.FolderSource;
import fr.toise.ingest.source.SalesSource;
import fr.toise.ingest.source.SampleSource;
import fr.toise.ingest.source.WebsiteSource;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SourceChooserTest {

    private static final Snapshot REAL = new Snapshot(
            "geo-dvf", new Manifest("0123456789abcdef", List.of(), "test", Instant.EPOCH, List.of()), Instant.EPOCH);

    private final TestSite official = new TestSite().put("2023/full.csv.gz", Gzip.sales(2023, 10), "\"a\"");

    @AfterEach
    void stop() {
        official.close();
    }

    @Test
    void takesTheOfficialSiteWhenItAnswers() throws SourceException {
        // When
        var choice = choose("auto", Optional.empty());

        // Then
        assertThat(choice).isInstanceOfSatisfying(Take.class, take -> {
            assertThat(take.source()).isInstanceOf(WebsiteSource.class);
            assertThat(take.source().description()).isEqualTo(official.uri().toString());
            assertThat(take.source().madeUp()).isFalse();
            assertThat(take.isStopgap()).isFalse();
        });
    }

    @Test
    void takesMadeUpSalesAndSaysSoWhenTheSiteDoesNotAnswer() throws SourceException {
        // Given
        official.close();

        // When
        var choice = choose("auto", Optional.empty());

        // Then
        assertThat(choice).isInstanceOfSatisfying(Take.class, take -> {
            assertThat(take.source()).isInstanceOf(SampleSource.class);
            assertThat(take.source().madeUp()).isTrue();
            assertThat(take.isStopgap()).isTrue();
            assertThat(take.remark()).contains("Can't reach " + official.uri(), "MADE-UP");
        });
    }

    @Test
    void takesNoMadeUpSalesOnceRealOnesHaveLanded() throws SourceException {
        // Given
        official.unavailable.set(1);

        // When
        var choice = choose("auto", Optional.of(REAL));

        // Then
        assertThat(choice).isInstanceOfSatisfying(KeepWhatLanded.class, keep -> {
            assertThat(keep.snapshot()).isEqualTo(REAL);
            assertThat(keep.isStopgap()).isTrue();
            assertThat(keep.remark()).contains("the real sales of geo-dvf/0123456789abcdef stay");
        });
    }

    @Test
    void doesNotPassOverAnOfficialSiteThatIsNotAllowed() {
        // Given
        var config = config("auto");
        config.put("toise.ingestion.allowed-hosts", "example.org");

        // Then
        assertThatThrownBy(() -> choose(config, Optional.empty())).hasMessageContaining("is not allowed");
    }

    @Test
    void takesWhatItIsTold() throws SourceException {
        // Then
        assertThat(take("sample")).isInstanceOf(SampleSource.class);
        assertThat(take("official").description()).isEqualTo(official.uri().toString());
        assertThat(take("/data/csv")).isInstanceOf(FolderSource.class);
        assertThat(take("http://example.org/csv").description()).isEqualTo("http://example.org/csv/");
    }

    @Test
    void makesUpNoSalesWithoutALastYear() {
        // Given
        var config = config("sample");
        config.put("toise.ingestion.sample.years", "2021-");

        // Then
        assertThatThrownBy(() -> choose(config, Optional.empty()))
                .hasMessageContaining("toise.ingestion.sample.years has no last year");
    }

    private SalesSource take(String source) throws SourceException {
        return ((Take) choose(source, Optional.empty())).source();
    }

    private SourceChoice choose(String source, Optional<Snapshot> real) throws SourceException {
        return choose(config(source), real);
    }

    private static SourceChoice choose(Map<String, String> config, Optional<Snapshot> real) throws SourceException {
        return new SourceChooser(IngestionConfigTest.config(config), dataset -> real).choose();
    }

    private Map<String, String> config(String source) {
        return new HashMap<>(Map.of(
                "toise.ingestion.source", source,
                "toise.ingestion.official.url", official.uri().toString(),
                "toise.ingestion.allowed-hosts", official.host()));
    }
}
