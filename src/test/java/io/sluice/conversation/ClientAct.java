package io.sluice.conversation;

import static io.sluice.testing.RawWebSocket.BINARY;
import static io.sluice.testing.RawWebSocket.CLOSE;
import static io.sluice.testing.RawWebSocket.CONTINUATION;
import static io.sluice.testing.RawWebSocket.TEXT;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** What a client does, one act after the other: the vocabulary of its faults. */
sealed interface ClientAct {
    /** Does it. An IOException means that the connection is gone. */
    void play(Client client) throws IOException;

    /** How many bytes for the target this sends. */
    default int bytes() {
        return 0;
    }

    /**
     * A message.
     *
     * @param ends where each of its frames ends in the payload, ascending; the last at its end
     * @param pings whether a Ping goes between any two frames
     */
    record Message(Payload payload, List<Integer> ends, boolean pings) implements ClientAct {
        @Override
        public void play(Client client) throws IOException {
            byte[] bytes = payload.bytes();
            int opcode = payload.text() ? TEXT : BINARY;
            int start = 0;
            for (int i = 0; i < ends.size(); i++) {
                boolean last = i == ends.size() - 1;
                client.sendData(last, opcode, Arrays.copyOfRange(bytes, start, ends.get(i)));
                if (pings && !last) {
                    client.ping(i % 126);
                }
                opcode = CONTINUATION;
                start = ends.get(i);
            }
        }

        @Override
        public int bytes() {
            return payload.size();
        }
    }

    /** Messages of one byte each, in one segment. */
    record TinyMessages(Payload payload) implements ClientAct {
        @Override
        public void play(Client client) throws IOException {
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            byte[] bytes = payload.bytes();
            for (byte one : bytes) {
                frames.writeBytes(Frames.frame(true, BINARY, new byte[] {one}));
            }
            client.sendData(bytes, frames.toByteArray());
        }

        @Override
        public int bytes() {
            return payload.size();
        }
    }

    /** A message of one frame, one byte at a time. */
    record TrickledMessage(Payload payload) implements ClientAct {
        @Override
        public void play(Client client) throws IOException {
            byte[] bytes = payload.bytes();
            client.sendDataByBytes(bytes, Frames.frame(true, payload.text() ? TEXT : BINARY, bytes));
        }

        @Override
        public int bytes() {
            return payload.size();
        }
    }

    /** A message that has no end: so many frames, each with one byte, one after the other. The last that sends data. */
    record EndlessMessage(Payload payload) implements ClientAct {
        @Override
        public void play(Client client) throws IOException {
            int opcode = BINARY;
            for (byte one : payload.bytes()) {
                client.sendData(false, opcode, new byte[] {one});
                opcode = CONTINUATION;
            }
        }

        @Override
        public int bytes() {
            return payload.size();
        }
    }

    /** A Ping with so many bytes. */
    record Ping(int size) implements ClientAct {
        @Override
        public void play(Client client) throws IOException {
            client.ping(size);
        }
    }

    /** A Pong that nobody has asked for. */
    record Pong() implements ClientAct {
        @Override
        public void play(Client client) throws IOException {
            client.sendControl(Frames.frame(true, 10, new byte[5]));
        }
    }

    /** Reads nothing for a while. */
    record PauseReading(int millis) implements ClientAct {
        @Override
        public void play(Client client) {
            client.intake().pause(millis);
        }
    }

    /** Sends nothing until so many bytes in all have come from the target. */
    record AwaitBytes(long count) implements ClientAct {
        @Override
        public void play(Client client) {
            client.intake().awaitBytes(count);
        }
    }

    /** The act that ends a client's part. */
    sealed interface Last extends ClientAct {}

    /** Waits for the gateway's Close frame and answers it. */
    record AwaitClose() implements Last {
        @Override
        public void play(Client client) throws IOException {
            client.awaitCloseAndAnswer();
        }
    }

    /** Waits for the gateway's Close frame, does not answer it, and does not go away either. */
    record IgnoreClose() implements Last {
        @Override
        public void play(Client client) {
            client.awaitCloseAndIgnore();
        }
    }

    /**
     * Sends a Close frame.
     *
     * @param code 1005 for a frame without any
     * @param messagesAfter how many messages follow it, which they must not
     */
    record Close(int code, int messagesAfter) implements Last {
        /** Stands for no code. */
        static final int NO_CODE = 1005;

        @Override
        public void play(Client client) throws IOException {
            byte[] payload = code == NO_CODE
                    ? new byte[0]
                    : ByteBuffer.allocate(2).putShort((short) code).array();
            ByteArrayOutputStream frames = new ByteArrayOutputStream();
            frames.writeBytes(Frames.frame(true, CLOSE, payload));
            for (int i = 0; i < messagesAfter; i++) {
                frames.writeBytes(Frames.frame(true, BINARY, new byte[100]));
            }
            client.sendControl(frames.toByteArray());
            client.awaitEnd();
        }
    }

    /** Breaks the protocol. */
    record Violate(Violation violation) implements Last {
        @Override
        public void play(Client client) throws IOException {
            client.sendControl(violation.bytes());
            client.awaitEnd();
        }
    }

    /**
     * Sends a part of a frame and goes.
     *
     * @param announced the length that the frame's header states
     * @param payload what is sent of it
     */
    record Cut(long announced, Payload payload) implements Last {
        @Override
        public void play(Client client) throws IOException {
            byte[] bytes = payload.bytes();
            client.sendPartOfFrame(bytes, Frames.frame(0x80 | BINARY, announced, bytes));
            client.close();
        }
    }

    /** Ends its stream without a Close frame, and goes on reading. */
    record HalfClose() implements Last {
        @Override
        public void play(Client client) throws IOException {
            client.endStream();
            client.awaitEnd();
        }
    }

    /** Breaks the connection with a TCP reset. */
    record Reset() implements Last {
        @Override
        public void play(Client client) throws IOException {
            client.reset();
        }
    }
}
