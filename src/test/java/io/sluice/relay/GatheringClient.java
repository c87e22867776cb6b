package io.sluice.relay;

import io.sluice.testing.Eventually;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;

/** A client that keeps all it is sent, and takes it when it is told to; at once, to begin with. */
final class GatheringClient extends FakeClient {
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean takingAll = true;
    private int largest;

    @Override
    public void send(ByteBuffer payload, SendCompletion completion) {
        synchronized (this) {
            if (!waiting.isEmpty()) {
                throw new AssertionError("Two sends at once");
            }
            largest = Math.max(largest, payload.remaining());
            if (!takingAll) {
                waiting.add(() -> take(payload, completion));
                return;
            }
        }
        take(payload, completion);
    }

    private void take(ByteBuffer payload, SendCompletion completion) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        synchronized (this) {
            gathered.writeBytes(bytes);
        }
        completion.completed(true);
    }

    /** From now on, what is sent waits. */
    synchronized void takeNothing() {
        takingAll = false;
    }

    /** Takes what waits, and from now on all. */
    void takeAll() {
        synchronized (this) {
            takingAll = true;
        }
        takeOne();
    }

    /** Takes what waits, if anything does. */
    void takeOne() {
        Runnable send;
        synchronized (this) {
            send = waiting.poll();
        }
        if (send != null) {
            send.run();
        }
    }

    /** Returns once a send waits. */
    void awaitSend() {
        Eventually.holds("a send waits", () -> {
            synchronized (this) {
                return !waiting.isEmpty();
            }
        });
    }

    /** Returns once so many bytes have come in all. */
    void awaitBytes(int count) {
        Eventually.holds(count + " bytes come", () -> {
            synchronized (this) {
                return gathered.size() >= count;
            }
        });
    }

    synchronized byte[] bytes() {
        return gathered.toByteArray();
    }

    /** The length of the largest send so far. */
    synchronized int largestSend() {
        return largest;
    }
}
