package fr.toise.clean.cleaning;

import static org.assertj.core.api.Assertions.assertThat;

import fr.toise.contracts.event.DatasetCleaned;
import fr.toise.contracts.event.DatasetLanded;
import fr.toise.contracts.event.LandedFile;
import fr.toise.contracts.job.DatasetDecision;
import fr.toise.contracts.store.Manifest;
import fr.toise.contracts.store.ObjectLayout;
import fr.toise.objectstore.ObjectStore;
import fr.toise.service.storage.Buckets;
import fr.toise.service.testing.LocalStackResource;
import fr.toise.service.testing.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;

@QuarkusTest
@TestProfile(RealJobAndBroker.class)
@QuarkusTestResource(LocalStackResource.class)
class RealBrokerTest {

    private static final Duration SOON = Duration.ofMinutes(3);

    private static final int AS_LARGE_AS_A_BROKER_TAKES = 1_048_400;

    private static final String CSV = """
            id_mutation,date_mutation,numero_disposition,nature_mutation,valeur_fonciere,adresse_numero,adresse_suffixe,adresse_nom_voie,adresse_code_voie,code_postal,code_commune,nom_commune,code_departement,ancien_code_commune,ancien_nom_commune,id_parcelle,ancien_id_parcelle,numero_volume,lot1_numero,lot1_surface_carrez,lot2_numero,lot2_surface_carrez,lot3_numero,lot3_surface_carrez,lot4_numero,lot4_surface_carrez,lot5_numero,lot5_surface_carrez,nombre_lots,code_type_local,type_local,surface_reelle_bati,nombre_pieces_principales,code_nature_culture,nature_culture,code_nature_culture_speciale,nature_culture_speciale,surface_terrain,longitude,latitude
            2023-1,2023-01-05,000001,Vente,400000,12,,RUE TURGOT,9508,75009,75109,Paris 9e Arrondissement,75,,,75109000BD0036,,,150,43.8,,,,,,,,,1,2,Appartement,43,2,,,,,,2.345859,48.880564
            2023-2,2023-01-06,000001,Vente,990000,3,,RUE TURGOT,9508,75009,75109,Paris 9e Arrondissement,75,,,75109000BD0037,,,,,,,,,,,,,0,1,Maison,90,4,,,,,,2.345859,48.880564
            """;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    @Inject
    Buckets buckets;

    private Topics topics;

    @BeforeEach
    void connect() {
        topics = new Topics(bootstrapServers);
    }

    @AfterEach
    void disconnect() {
        topics.close();
    }

    @Test
    void anEventStartsTheJobAndItsEndIsSaidWhileWhatIsUnreadableEndsInTheFailedTopic() {
        // Given
        var landed = landed();

        // When
        topics.sayRubbish("dataset-landed", new byte[AS_LARGE_AS_A_BROKER_TAKES]);
        topics.sayRubbish("dataset-landed", "not an event".getBytes(StandardCharsets.UTF_8));
        topics.say(landed);

        // Then
        var failed = topics.awaitFirst("dataset-landed-failed", said -> "not an event".equals(said.text()), SOON);
        assertThat(failed.header("dead-letter-reason")).contains("Not a CloudEvent");

        var cleaned =
                (DatasetCleaned) topics.awaitFirst("dataset-cleaned", SOON).event();
        assertThat(cleaned.snapshot()).isEqualTo("s1");
        assertThat(cleaned.rowsKept()).isEqualTo(1);
        assertThat(cleaned.funnel().dropped())
                .filteredOn(dropped -> dropped.sales() > 0)
                .extracting(dropped -> dropped.rule())
                .containsExactly("house");
        var manifest = buckets.clean()
                .manifest(ObjectLayout.datasetVersion("geo-dvf", cleaned.version()))
                .orElseThrow();
        assertThat(manifest.objects())
                .extracting(entry -> entry.name())
                .contains("report.json", "profile.json", "quarantine/house.json")
                .filteredOn(name -> name.startsWith("sales/"))
                .hasSize(1);
        assertThat(buckets.clean()
                        .read(
                                ObjectLayout.datasetVersion("geo-dvf", cleaned.version()) + ObjectLayout.DECISION,
                                DatasetDecision.class)
                        .orElseThrow()
                        .passed())
                .isTrue();
    }

    private DatasetLanded landed() {
        ObjectStore raw = buckets.raw();
        raw.createBucketIfMissing();
        var key = "geo-dvf/s1/2023.csv";
        raw.s3().putObject(put -> put.bucket(raw.bucket()).key(key), RequestBody.fromString(CSV));
        var event = new DatasetLanded(
                "geo-dvf",
                "s1",
                false,
                List.of(new LandedFile(raw.uri(key), CSV.length(), "sha", "https://files.example/2023", null)),
                Instant.now());
        try (var publication = raw.publish(ObjectLayout.snapshot("geo-dvf", "s1"))) {
            publication.addHashed(new Manifest.Entry("2023.csv", CSV.length(), "sha"));
            publication.add(ObjectLayout.LANDED, event);
            publication.commit("s1", List.of(), "test");
        }
        return event;
    }
}
