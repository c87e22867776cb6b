package io.sluice.relay;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Direct buffers of one size. Used from any thread. Whoever acquires a buffer gives it back once. */
final class BufferPool {
    /** How many bytes of unused buffers are kept for reuse; more than that go back to the system. */
    private static final int KEPT_BYTES = 16 * 1024 * 1024;

    private final int size;
    private final int kept;
    private final IntFunction<ByteBuffer> memory;
    private final ConcurrentLinkedQueue<ByteBuffer> unused = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unusedCount = new AtomicInteger();
    private final AtomicInteger inUse = new AtomicInteger();

    /**
     * Buffers of so many bytes.
     *
     * @param memory makes a buffer of so many bytes
     */
    BufferPool(int size, IntFunction<ByteBuffer> memory) {
        this.size = size;
        this.kept = KEPT_BYTES / size;
        this.memory = memory;
    }

    /** Bytes in a buffer. */
    int size() {
        return size;
    }

    /** An empty buffer, or null when the machine has no memory left for one. */
    @Nullable
    ByteBuffer acquire() {
        ByteBuffer buffer = unused.poll();
        if (buffer == null) {
            try {
                buffer = memory.apply(size);
            } catch (OutOfMemoryError e) {
                return null;
            }
        } else {
            unusedCount.decrementAndGet();
        }
        inUse.incrementAndGet();
        return buffer;
    }

    void release(ByteBuffer buffer) {
        forget();
        recover(buffer);
    }

    /** A buffer is no longer held by a relay but by a container, which may never tell that it has done with it. */
    void forget() {
        inUse.decrementAndGet();
    }

    /** The container has done with a buffer that was forgotten. */
    void recover(ByteBuffer buffer) {
        if (unusedCount.incrementAndGet() <= kept) {
            unused.add(buffer.clear());
        } else {
            unusedCount.decrementAndGet();
        }
    }

    /** How many buffers are held by relays at this moment. */
    int inUse() {
        return inUse.get();
    }
}
