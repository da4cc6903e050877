package fr.toise.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import fr.toise.contracts.store.Manifest;
import fr.toise.localstack.LocalStack;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

class ObjectStoreTest {

    @TempDir
    static Path stackFolder;

    private static LocalStack stack;
    private static S3Client s3;

    @TempDir
    Path folder;

    private ObjectStore store;

    private record Document(String name, int count) {}

    @BeforeAll
    static void start() {
        stack = LocalStack.start(stackFolder);
        s3 = S3Client.builder()
                .endpointOverride(URI.create(stack.s3Endpoint()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(stack.accessKey(), stack.secretKey())))
                .build();
    }

    @AfterAll
    static void stop() {
        s3.close();
        stack.close();
    }

    @BeforeEach
    void useABucketOfItsOwn() {
        store = new ObjectStore(s3, "b" + UUID.randomUUID());
        store.createBucketIfMissing();
        store.createBucketIfMissing();
    }

    @Test
    void readsTheDocumentsItWrites() {
        store.write("a/b.json", new Document("x", 1));

        assertThat(store.read("a/b.json", Document.class)).hasValue(new Document("x", 1));
        assertThat(store.read("a/c.json", Document.class)).isEmpty();
    }

    @Test
    void saysWhyADocumentCanNotBeReplacedWhoseFolderWasCopiedWithoutItsAttributes() throws IOException {
        // Given
        store.write("pointer.json", new Document("x", 1));
        var file = stackFolder
                .resolve("s3")
                .resolve("buckets")
                .resolve(store.bucket())
                .resolve("pointer.json");
        var attributes = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        for (var name : attributes.list()) {
            attributes.delete(name);
        }

        // When
        var read = store.readVersioned("pointer.json", Document.class).orElseThrow();

        // Then
        assertThat(read.value()).isEqualTo(new Document("x", 1));
        assertThatThrownBy(() -> store.replace("pointer.json", new Document("y", 2), read.eTag()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pointer.json")
                .hasMessageContaining("cp -a");
    }

    @Test
    void aMissingBucketHoldsNothing() {
        assertThat(new ObjectStore(s3, "nosuchbucket").read("a", Document.class))
                .isEmpty();
    }

    @Test
    void anOutputDoesNotExistBeforeItsManifest() {
        // Given
        try (var publication = store.publish("out/1/")) {
            publication.add("part.json", new Document("x", 1));

            // Then
            assertThat(store.manifest("out/1/")).isEmpty();

            // When
            publication.commit("1", List.of("in"), "test");
        }

        // Then
        assertThat(store.manifest("out/1/")).hasValueSatisfying(manifest -> {
            assertThat(manifest.inputs()).containsExactly("in");
            assertThat(manifest.objects()).extracting(Manifest.Entry::name).containsExactly("part.json");
        });
    }

    @Test
    void whatIsNotCommittedIsRemoved() {
        try (var publication = store.publish("out/2/")) {
            publication.add("part.json", new Document("x", 1));
        }

        assertThat(store.list("out/")).isEmpty();
    }

    @Test
    void downloadsWhatTheManifestListsAndChecksIt() throws Exception {
        // Given
        var file = Files.writeString(folder.resolve("file"), "content");
        try (var publication = store.publish("out/3/")) {
            publication.add("deep/file", file);
            publication.commit("3", List.of(), "test");
        }
        var manifest = store.manifest("out/3/").orElseThrow();

        // When
        store.download("out/3/", manifest, folder.resolve("copy"));

        // Then
        assertThat(folder.resolve("copy/deep/file")).hasContent("content");
    }

    @Test
    void refusesAnObjectThatIsNotWhatItsManifestSays() {
        // Given
        try (var publication = store.publish("out/4/")) {
            publication.add("part.json", new Document("x", 1));
            publication.commit("4", List.of(), "test");
        }
        var manifest = store.manifest("out/4/").orElseThrow();
        s3.putObject(
                request -> request.bucket(store.bucket()).key("out/4/part.json"), RequestBody.fromString("tampered"));

        // Then
        assertThatThrownBy(() -> store.download("out/4/", manifest, folder))
                .isInstanceOf(CorruptObjectException.class)
                .hasMessageContaining("out/4/part.json");
        store.delete("out/4/part.json");
        assertThatThrownBy(() -> store.download("out/4/", manifest, folder))
                .isInstanceOf(CorruptObjectException.class)
                .hasMessageContaining("no such object");
    }

    @Test
    void refusesAManifestThatPointsOutsideOfTheFolder() {
        var manifest = new Manifest(
                "5", List.of(), "test", java.time.Instant.EPOCH, List.of(new Manifest.Entry("../../escape", 1, "00")));

        assertThatThrownBy(() -> store.download("out/5/", manifest, folder)).isInstanceOf(CorruptObjectException.class);
    }

    @Test
    void ofManyWhoReplaceTheSameDocumentOneWins() throws Exception {
        // Given
        store.write("pointer.json", new Document("first", 0));
        var eTag = store.readVersioned("pointer.json", Document.class)
                .orElseThrow()
                .eTag();
        var threads = Executors.newFixedThreadPool(8);

        // When
        var wins = threads
                .invokeAll(IntStream.range(1, 9)
                        .mapToObj(i ->
                                (Callable<Boolean>) () -> store.replace("pointer.json", new Document("w" + i, i), eTag))
                        .toList())
                .stream()
                .filter(won -> {
                    try {
                        return won.get();
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                })
                .count();
        threads.shutdown();

        // Then
        assertThat(wins).isEqualTo(1);
    }

    @Test
    void whatMustNotBeThereYetIsWrittenOnce() {
        assertThat(store.replace("new.json", new Document("a", 1), null)).isTrue();
        assertThat(store.replace("new.json", new Document("b", 2), null)).isFalse();
        assertThat(store.read("new.json", Document.class)).hasValue(new Document("a", 1));
    }

    @Test
    void aWriteThatIsRefusedBecauseOfItselfHasSucceeded() {
        // Given the first of two sendings of the same write, whose answer was lost
        assertThat(store.replace("pointer.json", new Document("mine", 1), null)).isTrue();

        // When
        var again = store.replace("pointer.json", new Document("mine", 1), null);

        // Then
        assertThat(again).isTrue();
    }

    @Test
    void listsTheFoldersOneLevelDown() {
        store.write("m/v1/x.json", new Document("a", 1));
        store.write("m/v2/x.json", new Document("a", 1));
        store.write("m/champion.json", new Document("a", 1));

        assertThat(store.folders("")).containsExactly("m");
        assertThat(store.folders("m/")).containsExactlyInAnyOrder("v1", "v2");
        assertThat(store.list("m/").map(S3Object::key))
                .containsExactlyInAnyOrder("m/v1/x.json", "m/v2/x.json", "m/champion.json");
    }
}
