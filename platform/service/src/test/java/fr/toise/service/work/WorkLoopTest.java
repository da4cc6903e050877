package fr.toise.service.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkLoopTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void nudgesDuringALookMakeOneMoreLook() {
        // Given
        var started = new AtomicInteger();
        var mayEnd = new Semaphore(0);
        try (var loop = new WorkLoop("test", () -> {
            started.incrementAndGet();
            mayEnd.acquire();
        })) {
            loop.nudge();
            await().atMost(SOON).until(() -> started.get() == 1);

            // When
            for (int i = 0; i < 10; i++) {
                loop.nudge();
            }
            mayEnd.release(100);

            // Then
            await().atMost(SOON).until(() -> !loop.busy());
            assertThat(started).hasValue(2);
            assertThat(loop.looks()).isEqualTo(2);
        }
    }

    @Test
    void aLookThatGoesOnIsNotStuck() {
        // Given
        var meters = new SimpleMeterRegistry();
        Metrics.addRegistry(meters);
        try (var loop = new WorkLoop("long", () -> new Semaphore(0).acquire())) {
            var looking = meters.get("toise.loop.looking").tag("loop", "long").timeGauge();
            loop.nudge();
            await().atMost(SOON).until(() -> looking.value(TimeUnit.MILLISECONDS) > 500);
            double before = looking.value(TimeUnit.MILLISECONDS);

            // When
            loop.goesOn();

            // Then
            assertThat(looking.value(TimeUnit.MILLISECONDS)).isLessThan(before);
        } finally {
            Metrics.removeRegistry(meters);
        }
    }

    @Test
    void aLookThatFailsDoesNotEndTheLoop() {
        // Given
        var failing = new AtomicBoolean(true);
        try (var loop = new WorkLoop("test", () -> {
            if (failing.getAndSet(false)) {
                throw new IllegalStateException("the store is away");
            }
        })) {
            loop.nudge();
            await().atMost(SOON).until(() -> loop.looks() == 1);

            // When
            loop.nudge();

            // Then
            await().atMost(SOON).until(() -> loop.looks() == 2);
        }
    }

    @Test
    void closingInterruptsTheLookAndWaitsForIt() throws Exception {
        // Given
        var started = new CountDownLatch(1);
        var interrupted = new AtomicBoolean();
        var loop = new WorkLoop("test", () -> {
            started.countDown();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                interrupted.set(true);
                throw e;
            }
        });
        loop.nudge();
        started.await();

        // When
        loop.close();

        // Then
        assertThat(interrupted).isTrue();
        assertThat(loop.busy()).isFalse();
    }
}
