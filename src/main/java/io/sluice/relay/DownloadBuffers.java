package io.sluice.relay;

import java.nio.ByteBuffer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Buffers for what comes from targets: ordinary ones, and large ones for a target that has much to send, which cost
 * less for each byte. There are few of those, so that memory does not grow with the number of such targets. Used from
 * any thread. Whoever acquires a buffer gives it back once.
 */
final class DownloadBuffers {
    static final int ORDINARY = 64 * 1024;
    static final int LARGE = 512 * 1024;

    /** How many large ones may be in use at once, give or take one for each loop. */
    private static final int MOST_LARGE = 32;

    private final BufferPool ordinary;
    private final BufferPool large;

    /** Whether there was no memory for a large one once. Asking for it takes half a second then: it is not repeated. */
    private volatile boolean scarce;

    DownloadBuffers(IntFunction<ByteBuffer> memory) {
        this.ordinary = new BufferPool(ORDINARY, memory);
        this.large = new BufferPool(LARGE, memory);
    }

    /** An empty buffer, or null when the machine has no memory left for one. */
    @Nullable
    ByteBuffer acquire() {
        return ordinary.acquire();
    }

    /** An empty buffer, a large one if there is one; null when the machine has no memory left for any. */
    @Nullable
    ByteBuffer acquireLarge() {
        if (!scarce && large.inUse() < MOST_LARGE) {
            ByteBuffer buffer = large.acquire();
            if (buffer != null) {
                return buffer;
            }
            scarce = true;
        }
        return ordinary.acquire();
    }

    void release(ByteBuffer buffer) {
        poolOf(buffer).release(buffer);
    }

    /** As {@link BufferPool#forget}. */
    void forget(ByteBuffer buffer) {
        poolOf(buffer).forget();
    }

    /** As {@link BufferPool#recover}. */
    void recover(ByteBuffer buffer) {
        poolOf(buffer).recover(buffer);
    }

    private BufferPool poolOf(ByteBuffer buffer) {
        return buffer.capacity() == LARGE ? large : ordinary;
    }

    /** How many buffers are held by relays at this moment. */
    int inUse() {
        return ordinary.inUse() + large.inUse();
    }
}
