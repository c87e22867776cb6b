package io.sluice.relay;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The buffers of all uploads' queues, whose memory is bounded in all. Used from any thread. Whoever acquires a buffer
 * gives it back once.
 */
final class QueueBuffers {
    private final BufferPool pool;
    private final AtomicLong taken = new AtomicLong();

    /** Bytes. */
    private volatile long bound = Long.MAX_VALUE;

    /** Takes them from this pool; without a bound yet. */
    QueueBuffers(BufferPool pool) {
        this.pool = pool;
    }

    /** From now on no more than so many bytes are handed out; what is out stays. */
    void limit(long bytes) {
        bound = bytes;
    }

    /** An empty buffer, or null when all queues together have as much as they may, or the machine has no memory. */
    @Nullable
    ByteBuffer acquire() {
        if (taken.addAndGet(pool.size()) > bound) {
            taken.addAndGet(-pool.size());
            return null;
        }
        ByteBuffer buffer = pool.acquire();
        if (buffer == null) {
            taken.addAndGet(-pool.size());
        }
        return buffer;
    }

    void release(ByteBuffer buffer) {
        taken.addAndGet(-pool.size());
        pool.release(buffer);
    }

    /** Bytes that are out now. */
    long taken() {
        return taken.get();
    }
}
