package io.sluice.conversation;

import java.nio.ByteBuffer;

/** Frames of a client as bytes. */
final class Frames {
    /** The most that a frame's header and mask take. */
    private static final int HEADER = 14;

    private static final int MASK = 0x5a3cc396;

    private Frames() {}

    /** A whole frame, masked. */
    static byte[] frame(boolean fin, int opcode, byte[] payload) {
        return frame((fin ? 0x80 : 0) | opcode, payload.length, payload);
    }

    /**
     * A masked frame whose first byte and announced length are given, whatever its payload is.
     *
     * @param first bits and opcode
     * @param length as announced; a negative one is sent with its sign bit
     */
    static byte[] frame(int first, long length, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER + payload.length);
        frame.put((byte) first);
        if (length >= 0 && length < 126) {
            frame.put((byte) (0x80 | length));
        } else if (length >= 0 && length < 65536) {
            frame.put((byte) (0x80 | 126)).putShort((short) length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(length);
        }
        frame.putInt(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ (MASK >>> (24 - 8 * (i % 4)))));
        }
        byte[] bytes = new byte[frame.flip().remaining()];
        frame.get(bytes);
        return bytes;
    }
}
