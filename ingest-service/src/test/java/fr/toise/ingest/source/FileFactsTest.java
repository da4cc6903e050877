package fr.toise.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class FileFactsTest {

    private static final Instant APRIL = Instant.parse("2026-04-10T08:00:00Z");
    private static final Instant OCTOBER = Instant.parse("2026-10-10T08:00:00Z");

    @Test
    void anEqualMarkProvesAnEqualFile() {
        // Then
        assertThat(facts("a", APRIL, 10).provesSameAs(facts("a", OCTOBER, -1))).isTrue();
    }

    @Test
    void anEqualDateDoesSoWhereMarksDifferBetweenMachines() {
        // Then
        assertThat(facts("a", APRIL, 10).provesSameAs(facts("b", APRIL, 10))).isTrue();
        assertThat(facts("a", APRIL, 10).provesSameAs(facts(null, APRIL, -1))).isTrue();
    }

    @Test
    void anotherDateOrSizeDoesNot() {
        // Then
        assertThat(facts("a", APRIL, 10).provesSameAs(facts("b", OCTOBER, 10))).isFalse();
        assertThat(facts(null, APRIL, 10).provesSameAs(facts(null, APRIL, 11))).isFalse();
    }

    @Test
    void nothingIsProvedWhereTheSourceSaysNothing() {
        // Then
        assertThat(facts(null, null, 10).provesSameAs(facts(null, null, 10))).isFalse();
    }

    @Test
    void aMarkOrADateAloneTellsFiles() {
        // Then
        assertThat(facts("a", null, -1).telling()).isTrue();
        assertThat(facts(null, APRIL, -1).telling()).isTrue();
        assertThat(facts(null, null, 10).telling()).isFalse();
    }

    @Test
    void aFileOfAnotherPathIsAnother() {
        // Then
        assertThat(facts("a", APRIL, 10).provesSameAs(new FileFacts("2024/full.csv.gz", "a", APRIL, 10)))
                .isFalse();
    }

    private static FileFacts facts(String eTag, Instant lastModified, long size) {
        return new FileFacts("2023/full.csv.gz", eTag, lastModified, size);
    }
}
