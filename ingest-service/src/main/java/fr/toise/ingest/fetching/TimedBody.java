package fr.toise.ingest.fetching;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A response body whose reader does not wait forever: the JDK's own has no timeout once the headers are there. */
final class TimedBody extends BlockStream implements BodySubscriber<InputStream> {

    private sealed interface Signal {
        record Chunk(List<ByteBuffer> buffers) implements Signal {}

        record End(Throwable failure) implements Signal {}
    }

    private final Duration patience;
    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final ArrayDeque<ByteBuffer> buffers = new ArrayDeque<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private Signal.End end;

    TimedBody(Duration patience) {
        this.patience = patience;
    }

    @Override
    public CompletionStage<InputStream> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        if (!this.subscription.complete(subscription)) {
            subscription.cancel();
            return;
        }
        subscription.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        signals.add(new Signal.Chunk(item));
    }

    @Override
    public void onError(Throwable failure) {
        signals.add(new Signal.End(failure));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal.End(null));
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!awaitBytes()) {
            return -1;
        }
        var buffer = buffers.peek();
        int count = Math.min(length, buffer.remaining());
        buffer.get(target, offset, count);
        return count;
    }

    /** False at the end. */
    private boolean awaitBytes() throws IOException {
        while (true) {
            while (!buffers.isEmpty() && !buffers.peek().hasRemaining()) {
                buffers.remove();
            }
            if (!buffers.isEmpty()) {
                return true;
            }
            if (end == null) {
                take();
            } else if (end.failure() != null) {
                throw new IOException("The connection broke: " + end.failure().getMessage(), end.failure());
            } else {
                return false;
            }
        }
    }

    private void take() throws IOException {
        Signal signal;
        try {
            signal = signals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Stopped while reading");
        }
        if (signal == null) {
            throw new HttpTimeoutException("Nothing came for " + patience.toSeconds() + " s");
        }
        if (signal instanceof Signal.Chunk chunk) {
            buffers.addAll(chunk.buffers());
            subscription.join().request(1);
        } else if (signal instanceof Signal.End last) {
            end = last;
        }
    }

    @Override
    public void close() {
        subscription.thenAccept(Flow.Subscription::cancel);
        buffers.clear();
        end = new Signal.End(new IOException("The body was closed"));
    }
}
