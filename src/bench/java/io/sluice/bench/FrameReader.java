package io.sluice.bench;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes a server's stream apart into frames, however it is cut. Payload of data frames is passed on without a copy. */
final class FrameReader {
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int LONGEST_CONTROL = 125;

    /** What was found. */
    interface Sink {
        /** A part of a message. */
        void data(ByteBuffer part);

        /** A whole control frame. */
        void control(int opcode, ByteBuffer payload);
    }

    private final Sink sink;
    private final ByteBuffer header = ByteBuffer.allocate(2 + Long.BYTES);
    private final ByteBuffer control = ByteBuffer.allocate(LONGEST_CONTROL);
    private boolean inPayload;
    private int opcode;
    private long left;

    FrameReader(Sink sink) {
        this.sink = sink;
    }

    /** Takes all of the buffer. */
    void feed(ByteBuffer in) throws IOException {
        while (in.hasRemaining() || (inPayload && left == 0)) {
            if (inPayload) {
                payload(in);
            } else {
                header.put(in.get());
                inPayload = headerComplete();
            }
        }
    }

    private boolean headerComplete() throws IOException {
        if (header.position() < 2) {
            return false;
        }
        int length = header.get(1);
        if (length < 0) {
            throw new IOException("a server masked a frame");
        }
        int extended = length == 127 ? Long.BYTES : length == 126 ? Short.BYTES : 0;
        if (header.position() < 2 + extended) {
            return false;
        }
        opcode = header.get(0) & 0x0f;
        left = length == 127 ? header.getLong(2) : length == 126 ? header.getShort(2) & 0xffff : length;
        if (opcode >= CLOSE && left > LONGEST_CONTROL) {
            throw new IOException("a control frame of " + left + " bytes");
        }
        header.clear();
        return true;
    }

    private void payload(ByteBuffer in) {
        int count = (int) Math.min(left, in.remaining());
        ByteBuffer part = in.slice(in.position(), count);
        in.position(in.position() + count);
        left -= count;
        inPayload = left > 0;
        if (opcode < CLOSE) {
            sink.data(part);
            return;
        }
        control.put(part);
        if (!inPayload) {
            sink.control(opcode, control.flip());
            control.clear();
        }
    }
}
