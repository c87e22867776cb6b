package io.sluice.relay;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Bytes that wait for a target, in pooled buffers, bounded. Not thread-safe: {@link Upload} guards it. */
final class UploadQueue {
    /** As much as a container that cannot have its thread wait reads at once, at most. */
    private static final int READ_AT_ONCE = 64 * 1024;

    /** Buffers are filled from the left; position marks what is written to the target, limit what is filled. */
    private final ArrayDeque<ByteBuffer> buffers = new ArrayDeque<>(4);

    private final QueueBuffers pool;
    private final long bound;
    private long size;

    UploadQueue(QueueBuffers pool, long bound) {
        this.pool = pool;
        this.bound = bound;
    }

    /** How many bytes wait. */
    long size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Whether so much has been written that it pays to wake whoever waits for room. */
    boolean hasAmpleRoom() {
        return size <= bound / 2;
    }

    /**
     * Takes as many of these bytes as the bound allows, and as there is memory for.
     *
     * @return false when there is no memory to keep even one byte
     */
    boolean append(ByteBuffer payload) {
        return append(payload, bound) || size > 0;
    }

    /**
     * The same beyond the bound, for what was read before reading was paused.
     *
     * @return false when there is no memory to keep even one byte
     */
    boolean appendReadAlready(ByteBuffer payload) {
        return append(payload, bound + Math.max(bound, READ_AT_ONCE)) || size > 0;
    }

    private boolean append(ByteBuffer payload, long most) {
        while (payload.hasRemaining() && size < most) {
            ByteBuffer last = writable();
            if (last == null) {
                return false;
            }
            int count = (int) Math.min(Math.min(payload.remaining(), last.capacity() - last.limit()), most - size);
            int start = last.limit();
            last.limit(start + count);
            last.put(start, payload, payload.position(), count);
            payload.position(payload.position() + count);
            size += count;
        }
        return true;
    }

    private @Nullable ByteBuffer writable() {
        ByteBuffer last = buffers.peekLast();
        if (last == null || last.limit() == last.capacity()) {
            last = pool.acquire();
            if (last != null) {
                buffers.add(last.limit(0));
            }
        }
        return last;
    }

    /**
     * The first so many bytes of what waits, in order, as views: writing them to the target does not change the queue
     * until {@link #removed} says how much was written.
     */
    ByteBuffer[] waiting(long most) {
        ByteBuffer[] views = new ByteBuffer[buffers.size()];
        int i = 0;
        long left = most;
        for (ByteBuffer buffer : buffers) {
            ByteBuffer view = buffer.duplicate();
            if (view.remaining() > left) {
                view.limit(view.position() + (int) left);
            }
            left -= view.remaining();
            views[i++] = view;
        }
        return views;
    }

    /** So many bytes from the front were written to the target. */
    void removed(long count) {
        size -= count;
        long left = count;
        ByteBuffer first;
        while ((first = buffers.peek()) != null && left >= first.remaining()) {
            left -= first.remaining();
            pool.release(buffers.remove());
        }
        if (first != null) {
            first.position(first.position() + (int) left);
        }
    }

    /** Drops what waits. */
    void clear() {
        buffers.forEach(pool::release);
        buffers.clear();
        size = 0;
    }
}
