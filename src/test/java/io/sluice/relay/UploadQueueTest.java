package io.sluice.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class UploadQueueTest {
    private final BufferPool pool = new BufferPool(64 * 1024, ByteBuffer::allocateDirect);

    @Test
    void takes_no_more_than_its_bound() {
        UploadQueue queue = new UploadQueue(new QueueBuffers(pool), 100);
        ByteBuffer payload = ByteBuffer.allocate(150);
        assertTrue(queue.append(payload));
        assertEquals(50, payload.remaining());
        queue.removed(60);
        assertTrue(queue.append(payload));
        assertEquals(0, payload.remaining());
        queue.clear();
        assertEquals(0, pool.inUse());
    }

    @Test
    void keeps_bytes_in_order_whatever_the_pieces() {
        Random random = new Random(1);
        byte[] sent = new byte[1_000_000];
        random.nextBytes(sent);
        ByteBuffer source = ByteBuffer.wrap(sent);
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        UploadQueue queue = new UploadQueue(new QueueBuffers(pool), 200_000);
        while (received.size() < sent.length) {
            int piece = Math.min(source.remaining(), random.nextInt(100_000));
            ByteBuffer part = source.slice(source.position(), piece);
            assertTrue(queue.append(part));
            source.position(source.position() + part.position());
            long left = random.nextInt(120_000);
            long taken = 0;
            for (ByteBuffer view : queue.waiting(Long.MAX_VALUE)) {
                int count = (int) Math.min(left, view.remaining());
                byte[] bytes = new byte[count];
                view.get(bytes);
                received.writeBytes(bytes);
                left -= count;
                taken += count;
            }
            queue.removed(taken);
        }
        assertArrayEquals(sent, received.toByteArray());
        assertTrue(queue.isEmpty());
        assertEquals(0, pool.inUse());
    }
}
