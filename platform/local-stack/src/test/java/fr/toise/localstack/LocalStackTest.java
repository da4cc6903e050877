package fr.toise.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class LocalStackTest {

    private static final String TOPIC = "sales";
    private static final String BUCKET = "toise-test";
    private static final String KEY = "paris-flats/champion.json";

    @TempDir
    Path folder;

    private LocalStack stack;

    @BeforeEach
    void start() {
        stack = LocalStack.start(folder, System.getProperty("java.class.path"));
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    @Test
    void carriesRecordsFromAProducerToAConsumer() {
        // Given
        produce("a sale", "another sale");

        // When
        var consumed = consume(2);

        // Then
        assertThat(consumed).containsExactly("a sale", "another sale");
    }

    @Test
    void losesNothingWhenItIsKilledAndStartedAgain() {
        // Given
        var records = IntStream.range(0, 5_000).mapToObj(i -> "sale " + i).toArray(String[]::new);
        produce(records);
        try (var s3 = client()) {
            s3.createBucket(request -> request.bucket(BUCKET));
            put(s3, "kept");
        }

        // When
        stack.kill();
        start();

        // Then
        assertThat(consume(records.length)).containsExactly(records);
        try (var s3 = client()) {
            assertThat(read(s3)).isEqualTo("kept");
        }
    }

    @Test
    void showsNothingOfAnObjectThatIsNotWhole() throws Exception {
        // Given
        var rest = new CountDownLatch(1);
        var begun = new CountDownLatch(1);
        try (var s3 = client()) {
            s3.createBucket(request -> request.bucket(BUCKET));
            var writer = new Thread(() -> putSlowly(begun, rest));
            writer.start();
            begun.await();
            await().until(() -> !files().isEmpty());

            // When
            var meanwhile = keys(s3);
            stack.kill();
            rest.countDown();
            writer.join();
            start();

            // Then
            assertThat(meanwhile).isEmpty();
            assertThat(files()).isEmpty();
        }
    }

    private List<String> keys(S3Client s3) {
        return s3.listObjectsV2(request -> request.bucket(BUCKET)).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private List<Path> files() throws IOException {
        try (var files = Files.walk(folder.resolve("s3").resolve("buckets").resolve(BUCKET))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    /** The first half, and the other one when it is let. */
    private void putSlowly(CountDownLatch begun, CountDownLatch rest) {
        int half = 1 << 20;
        var content = new InputStream() {
            private int sent;

            @Override
            public int read() throws IOException {
                if (sent == half) {
                    begun.countDown();
                    try {
                        rest.await();
                    } catch (InterruptedException e) {
                        throw new InterruptedIOException();
                    }
                }
                return sent++ < 2 * half ? 'x' : -1;
            }
        };
        try (var s3 = client()) {
            s3.putObject(request -> request.bucket(BUCKET).key(KEY), RequestBody.fromInputStream(content, 2L * half));
        } catch (RuntimeException killed) {
            // as it was meant to be
        }
    }

    @Test
    void refusesAWrongSecret() {
        // Given
        try (var s3 = client(stack.accessKey(), "not-" + stack.secretKey())) {
            // When
            assertThatThrownBy(() -> s3.createBucket(request -> request.bucket(BUCKET)))
                    // Then
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        }
    }

    @Test
    void makesUpOtherCredentialsForAnotherFolder(@TempDir Path other) {
        // When
        var credentials = S3Credentials.of(other);

        // Then
        assertThat(credentials.secretKey()).isNotEqualTo(stack.secretKey());
        assertThat(S3Credentials.of(other)).isEqualTo(credentials);
    }

    @Test
    void createsAnObjectOnlyOnceWhereThereMustBeNone() throws Exception {
        try (var s3 = client()) {
            // Given
            s3.createBucket(request -> request.bucket(BUCKET));

            // When
            var statuses = race(8, writer -> s3.putObject(
                            request -> request.bucket(BUCKET).key(KEY).ifNoneMatch("*"),
                            RequestBody.fromString("by " + writer))
                    .sdkHttpResponse()
                    .statusCode());

            // Then
            assertThat(statuses).containsOnlyOnce(200);
            assertThat(statuses).filteredOn(status -> status != 200).containsOnly(412);
        }
    }

    @Test
    void replacesAnObjectOnlyOnceForEachVersionOfIt() throws Exception {
        try (var s3 = client()) {
            s3.createBucket(request -> request.bucket(BUCKET));
            for (int round = 0; round < 20; round++) {
                // Given
                var eTag = put(s3, "round " + round);

                // When
                var statuses = race(8, writer -> s3.putObject(
                                request -> request.bucket(BUCKET).key(KEY).ifMatch(eTag),
                                RequestBody.fromString("by " + writer))
                        .sdkHttpResponse()
                        .statusCode());

                // Then
                assertThat(statuses).containsOnlyOnce(200);
                assertThat(statuses).filteredOn(status -> status != 200).containsOnly(412);
            }
        }
    }

    @Test
    void leavesTheConnectionOfARefusedWriterFitForTheNextRequest() {
        try (var s3 = clientThatTriesOnce()) {
            // Given
            s3.createBucket(request -> request.bucket(BUCKET));
            var outdated = put(s3, "before");
            put(s3, "there");

            // When
            var statuses = new HashSet<Integer>();
            for (int request = 0; request < 100; request++) {
                statuses.add(statusOfReplacing(s3, outdated));
            }

            // Then
            assertThat(statuses).containsExactly(412);
            assertThat(read(s3)).isEqualTo("there");
        }
    }

    @Test
    void tellsAClientWhoseBodyItDoesNotReadToItsEndThatTheConnectionEnds() throws Exception {
        // Given
        var endpoint = URI.create(stack.s3Endpoint());
        var head = "PUT /%s/%s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n\r\n"
                .formatted(BUCKET, KEY, endpoint.getAuthority(), 2L * BodyBeforeAnswer.LIMIT_BYTES);
        try (var socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            // When
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(new byte[BodyBeforeAnswer.LIMIT_BYTES + 1]);

            // Then
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .lines()
                    .takeWhile(line -> !line.isEmpty())
                    .toList();
            assertThat(answer).first().asString().contains(" 404 ");
            assertThat(answer).contains("Connection: close");
        }
    }

    @Test
    void doesNotReplaceAnObjectThatIsNotThere() {
        try (var s3 = client()) {
            // Given
            s3.createBucket(request -> request.bucket(BUCKET));

            // When
            assertThatThrownBy(() -> s3.putObject(
                            request -> request.bucket(BUCKET).key(KEY).ifMatch("\"d41d8cd98f00b204e9800998ecf8427e\""),
                            RequestBody.fromString("late")))
                    // Then
                    .isInstanceOfSatisfying(
                            S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(404));
        }
    }

    @Test
    void putsPartsTogether() {
        try (var s3 = client()) {
            // Given
            s3.createBucket(request -> request.bucket(BUCKET));
            var first = "a".repeat(5 * 1024 * 1024);
            var upload = s3.createMultipartUpload(
                            request -> request.bucket(BUCKET).key(KEY))
                    .uploadId();

            // When
            var parts = new ArrayList<CompletedPart>();
            for (var part : List.of(first, "the rest")) {
                int number = parts.size() + 1;
                var eTag = s3.uploadPart(
                                request -> request.bucket(BUCKET)
                                        .key(KEY)
                                        .uploadId(upload)
                                        .partNumber(number),
                                RequestBody.fromString(part))
                        .eTag();
                parts.add(CompletedPart.builder().partNumber(number).eTag(eTag).build());
            }
            s3.completeMultipartUpload(request ->
                    request.bucket(BUCKET).key(KEY).uploadId(upload).multipartUpload(whole -> whole.parts(parts)));

            // Then
            assertThat(read(s3)).isEqualTo(first + "the rest");
        }
    }

    private interface Writer {
        int write(int number);
    }

    /** Lets writers loose at the same moment, and gives the HTTP status that each got. */
    private static List<Integer> race(int writers, Writer writer) throws Exception {
        var gate = new CyclicBarrier(writers);
        var threads = Executors.newFixedThreadPool(writers);
        try {
            var attempts = IntStream.range(0, writers)
                    .<Callable<Integer>>mapToObj(number -> () -> {
                        gate.await();
                        try {
                            return writer.write(number);
                        } catch (S3Exception e) {
                            return e.statusCode();
                        }
                    })
                    .toList();
            var statuses = new ArrayList<Integer>();
            for (var attempt : threads.invokeAll(attempts)) {
                statuses.add(attempt.get());
            }
            return statuses;
        } finally {
            threads.shutdown();
        }
    }

    private static String put(S3Client s3, String content) {
        return s3.putObject(request -> request.bucket(BUCKET).key(KEY), RequestBody.fromString(content))
                .eTag();
    }

    private static int statusOfReplacing(S3Client s3, String eTag) {
        try {
            return s3.putObject(
                            request -> request.bucket(BUCKET).key(KEY).ifMatch(eTag), RequestBody.fromString("late"))
                    .sdkHttpResponse()
                    .statusCode();
        } catch (S3Exception e) {
            return e.statusCode();
        }
    }

    private static String read(S3Client s3) {
        return s3.getObjectAsBytes(request -> request.bucket(BUCKET).key(KEY)).asUtf8String();
    }

    private S3Client client() {
        return client(stack.accessKey(), stack.secretKey());
    }

    private S3Client clientThatTriesOnce() {
        return builder(stack.accessKey(), stack.secretKey())
                .overrideConfiguration(override -> override.retryStrategy(retry -> retry.maxAttempts(1)))
                .build();
    }

    private S3Client client(String accessKey, String secretKey) {
        return builder(accessKey, secretKey).build();
    }

    private S3ClientBuilder builder(String accessKey, String secretKey) {
        return S3Client.builder()
                .endpointOverride(URI.create(stack.s3Endpoint()))
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
                .httpClientBuilder(ApacheHttpClient.builder());
    }

    private void produce(String... values) {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            for (var value : values) {
                producer.send(new ProducerRecord<>(TOPIC, value));
            }
            producer.flush();
        }
    }

    private List<String> consume(int expected) {
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers()),
                new StringDeserializer(),
                new StringDeserializer())) {
            var partition = List.of(new TopicPartition(TOPIC, 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            var values = new ArrayList<String>();
            while (values.size() < expected) {
                var records = consumer.poll(Duration.ofSeconds(60));
                if (records.isEmpty()) {
                    break;
                }
                records.forEach(record -> values.add(record.value()));
            }
            return values;
        }
    }
}
