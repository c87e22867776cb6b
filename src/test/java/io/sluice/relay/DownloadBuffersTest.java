package io.sluice.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DownloadBuffersTest {
    private final List<Integer> asked = new ArrayList<>();

    private ByteBuffer scarce(int capacity) {
        asked.add(capacity);
        if (capacity > DownloadBuffers.ORDINARY) {
            throw new OutOfMemoryError("none so large");
        }
        return ByteBuffer.allocate(capacity);
    }

    @Test
    void without_memory_for_large_ones_ordinary_ones_do_and_large_ones_are_not_asked_for_again() {
        DownloadBuffers buffers = new DownloadBuffers(this::scarce);
        for (int i = 0; i < 3; i++) {
            ByteBuffer buffer = buffers.acquireLarge();
            assertNotNull(buffer);
            assertEquals(DownloadBuffers.ORDINARY, buffer.capacity());
        }
        assertEquals(
                List.of(
                        DownloadBuffers.LARGE,
                        DownloadBuffers.ORDINARY,
                        DownloadBuffers.ORDINARY,
                        DownloadBuffers.ORDINARY),
                asked);
        assertEquals(3, buffers.inUse());
    }

    @Test
    void there_are_few_large_ones() {
        DownloadBuffers buffers = new DownloadBuffers(ByteBuffer::allocate);
        int large = 0;
        for (int i = 0; i < 100; i++) {
            ByteBuffer buffer = buffers.acquireLarge();
            assertNotNull(buffer);
            large += buffer.capacity() == DownloadBuffers.LARGE ? 1 : 0;
        }
        assertEquals(32, large);
    }
}
