package io.sluice.relay;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A client that takes everything at once, is told how its session ends, and cannot be paused. */
class FakeClient implements Downstream, RelayListener {
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    final CompletableFuture<CloseReason> ended = new CompletableFuture<>();
    final CompletableFuture<ByteBuffer> received = new CompletableFuture<>();

    @Override
    public void send(ByteBuffer payload, SendCompletion completion) {
        received.complete(ByteBuffer.allocate(payload.remaining()).put(payload));
        completion.completed(true);
    }

    @Override
    public void ping() {
        throw new AssertionError("Nobody is asked here");
    }

    @Override
    public void close(int code, String reason) {
        closed.complete(code);
    }

    @Override
    public void abort() {
        closed.complete(1006);
    }

    @Override
    public boolean mayHoldThread() {
        return true;
    }

    @Override
    public boolean pauseReading() {
        return false;
    }

    @Override
    public boolean resumeReading() {
        throw new AssertionError("Nothing was paused");
    }

    @Override
    public void connected(Duration dial) {}

    @Override
    public void closed(CloseReason reason) {
        ended.complete(reason);
    }
}
