package io.sluice.peers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * An endless stream of bytes that look random and of which each is known from its position: both ends of a connection
 * know what has to come without holding any of it. The generator is SplitMix64.
 */
final class KnownBytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final long seed;
    private byte[] expected = new byte[0];

    KnownBytes(long seed) {
        this.seed = seed;
    }

    /** Fills a buffer's begin with the bytes at this position and after it. */
    void fill(long position, byte[] buffer, int count) {
        int done = 0;
        while (done < count && (position + done) % Long.BYTES != 0) {
            buffer[done] = at(position + done);
            done++;
        }
        long word = (position + done) / Long.BYTES;
        for (; done + Long.BYTES <= count; done += Long.BYTES) {
            LONGS.set(buffer, done, word(word++));
        }
        while (done < count) {
            buffer[done] = at(position + done);
            done++;
        }
    }

    /** Fails unless a buffer begins with the bytes at this position and after it. */
    void check(long position, byte[] buffer, int count) {
        if (expected.length < count) {
            expected = new byte[count];
        }
        fill(position, expected, count);
        int wrong = Arrays.mismatch(expected, 0, count, buffer, 0, count);
        if (wrong >= 0) {
            throw new AssertionError("Byte " + (position + wrong) + " is another than was sent");
        }
    }

    private byte at(long position) {
        return (byte) (word(position / Long.BYTES) >>> (Byte.SIZE * (position % Long.BYTES)));
    }

    private long word(long index) {
        long z = seed + (index + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
