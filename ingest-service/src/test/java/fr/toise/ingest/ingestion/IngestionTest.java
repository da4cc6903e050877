package fr.toise.ingest.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.contracts.event.PipelineProgress.State;
import fr.toise.ingest.fetching.SourceException;
import fr.toise.ingest.fetching.SourceException.Reason;
import fr.toise.service.testing.LocalStackResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Looks at a site that can't be reached. */
@QuarkusTest
@QuarkusTestResource(value = LocalStackResource.class, restrictToAnnotatedClass = true)
@TestProfile(IngestionTest.Unreachable.class)
class IngestionTest {

    public static class Unreachable implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "mp.messaging.outgoing.dataset-landed.connector", "smallrye-in-memory",
                    "mp.messaging.outgoing.pipeline-progress.connector", "smallrye-in-memory",
                    "toise.ingestion.source", "auto",
                    // where nothing listens
                    "toise.ingestion.official.url", "http://127.0.0.1:1/",
                    "toise.ingestion.allowed-hosts", "127.0.0.1",
                    "toise.ingestion.sample.sales-a-year", "50");
        }
    }

    @Inject
    Ingestion ingestion;

    @Inject
    IngestionStatus status;

    @Inject
    MeterRegistry meters;

    @Test
    void looksAgainSoonWhereMadeUpSalesStandInForTheSite() throws InterruptedException {
        // When
        boolean again = ingestion.look();

        // Then
        assertThat(again).isTrue();
        assertThat(status.newest().orElseThrow().state()).isEqualTo(State.SUCCEEDED);
        assertThat(status.newest().orElseThrow().output()).startsWith("made-up/");
        assertThat(meters.counter("toise.ingestion.failures", "reason", "unreachable")
                        .count())
                .isOne();
    }

    @ParameterizedTest
    @EnumSource(names = {"HOST_NOT_ALLOWED", "CORRUPT", "TOO_LARGE", "NOT_SALES"})
    void waitsForTheScheduleWhereAnotherLookWouldBringTheSame(Reason reason) {
        assertThat(Ingestion.isLasting(new SourceException(reason, ""))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"UNREACHABLE", "NOT_FOUND", "CHANGED", "NOT_RESUMABLE", "TOO_SLOW"})
    void looksAgainSoonWhereTheSourceMayBeAsItShouldByThen(Reason reason) {
        assertThat(Ingestion.isLasting(new SourceException(reason, ""))).isFalse();
    }

    @Test
    void looksAgainSoonWhereItIsNotTheSourceThatFailed() {
        assertThat(Ingestion.isLasting(new IllegalStateException("The broker is away")))
                .isFalse();
    }
}
