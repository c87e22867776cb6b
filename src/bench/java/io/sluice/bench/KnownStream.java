package io.sluice.bench;

import java.nio.ByteBuffer;
import java.util.Random;

/** Endless bytes of which each is known from its position, so that both ends of a connection know what has to come. */
final class KnownStream {
    /** A prime, so that whatever is lost or doubled in powers of two shows. */
    private static final int PERIOD = 1_048_583;

    private static final byte[] BYTES = bytes();

    private KnownStream() {}

    private static byte[] bytes() {
        byte[] bytes = new byte[PERIOD];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    /** Fills the buffer with what stands at this position and after it. */
    static void fill(long position, ByteBuffer into) {
        int at = (int) (position % PERIOD);
        while (into.hasRemaining()) {
            int count = Math.min(into.remaining(), PERIOD - at);
            into.put(BYTES, at, count);
            at = (at + count) % PERIOD;
        }
    }

    /** Whether all of the buffer is what stands at this position and after it. Leaves the buffer empty. */
    static boolean matches(long position, ByteBuffer buffer) {
        int at = (int) (position % PERIOD);
        boolean matches = true;
        while (buffer.hasRemaining()) {
            int count = Math.min(buffer.remaining(), PERIOD - at);
            ByteBuffer expected = ByteBuffer.wrap(BYTES, at, count);
            ByteBuffer found = buffer.slice(buffer.position(), count);
            matches &= expected.equals(found);
            buffer.position(buffer.position() + count);
            at = (at + count) % PERIOD;
        }
        return matches;
    }
}
