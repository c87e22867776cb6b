package io.sluice.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** What a client sends, as bytes ready for the channel. */
final class Frames {
    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int LONGEST_HEADER = 14;

    private Frames() {}

    /** The handshake's request. */
    static ByteBuffer handshake(String host, String path) {
        String text = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** A binary message with what stands in the known stream at a position. */
    static ByteBuffer known(long position, int count) {
        ByteBuffer payload = ByteBuffer.allocate(count);
        KnownStream.fill(position, payload);
        return frame(FrameReader.BINARY, payload.flip());
    }

    /** A Close frame. */
    static ByteBuffer close(int code) {
        return frame(FrameReader.CLOSE, ByteBuffer.allocate(Short.BYTES).putShort(0, (short) code));
    }

    /** One whole frame, masked. */
    static ByteBuffer frame(int opcode, ByteBuffer payload) {
        int length = payload.remaining();
        ByteBuffer frame = ByteBuffer.allocate(LONGEST_HEADER + length).put((byte) (FIN | opcode));
        if (length < 126) {
            frame.put((byte) (MASKED | length));
        } else if (length < 65536) {
            frame.put((byte) (MASKED | 126)).putShort((short) length);
        } else {
            frame.put((byte) (MASKED | 127)).putLong(length);
        }
        int mask = ThreadLocalRandom.current().nextInt();
        frame.putInt(mask);
        while (payload.remaining() >= Integer.BYTES) {
            frame.putInt(payload.getInt() ^ mask);
        }
        for (int shift = Integer.SIZE - Byte.SIZE; payload.hasRemaining(); shift -= Byte.SIZE) {
            frame.put((byte) (payload.get() ^ (mask >>> shift)));
        }
        return frame.flip();
    }
}
