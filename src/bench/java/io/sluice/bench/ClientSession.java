package io.sluice.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;

/** A WebSocket client's session. Confined to the thread of its loop. */
final class ClientSession implements FrameReader.Sink {
    /** How many times a session may write or read before it is another one's turn. */
    private static final int TURN = 8;

    private static final int NO_CODE = 1005;

    private final ClientLoop loop;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Conversation conversation;
    private final FrameReader frames = new FrameReader(this);
    private final Queue<ByteBuffer> outgoing = new ArrayDeque<>();
    private final ByteArrayOutputStream response = new ByteArrayOutputStream();
    private boolean open;
    private boolean flushing;
    private boolean closeSent;
    private boolean ended;
    private Ending closed;

    ClientSession(ClientLoop loop, SocketChannel channel, SelectionKey key, String path, Conversation conversation)
            throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.key = key;
        this.conversation = conversation;
        outgoing.add(Frames.handshake("localhost", path));
    }

    ClientLoop loop() {
        return loop;
    }

    boolean ended() {
        return ended;
    }

    /** Sends a frame behind those that wait; it belongs to the session from now on. Ignored after a farewell. */
    void send(ByteBuffer frame) {
        if (!closeSent) {
            enqueue(frame);
        }
    }

    private void enqueue(ByteBuffer frame) {
        outgoing.add(frame);
        if (!flushing) {
            guarded(this::flush);
        }
    }

    /** Says farewell; the server is expected to answer and to close the connection. */
    void close() {
        if (!open) {
            abandon();
        } else if (!closeSent && !ended) {
            closeSent = true;
            enqueue(Frames.close(1000));
        }
    }

    /** Breaks the connection with a TCP reset. */
    void reset() {
        guarded(() -> channel.setOption(StandardSocketOptions.SO_LINGER, 0));
        end(new Ending(Ending.DROPPED, "reset by this client", System.nanoTime()));
    }

    /** Takes nothing from the server any more, and so gets to know nothing. */
    void stopReading() {
        key.interestOpsAnd(~SelectionKey.OP_READ);
    }

    /** Takes again what the server sends. */
    void resumeReading() {
        key.interestOpsOr(SelectionKey.OP_READ);
    }

    void ready(int operations) {
        guarded(() -> {
            if ((operations & SelectionKey.OP_CONNECT) != 0) {
                channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                flush();
            }
            if ((operations & SelectionKey.OP_READ) != 0) {
                read();
            }
            if (!ended && (operations & SelectionKey.OP_WRITE) != 0) {
                flush();
            }
        });
    }

    /** Something that may find the connection broken, which ends the session. */
    private interface Work {
        void run() throws IOException;
    }

    private void guarded(Work work) {
        if (ended) {
            return;
        }
        try {
            work.run();
        } catch (IOException e) {
            end(closed != null ? closed : new Ending(Ending.DROPPED, e.getMessage(), System.nanoTime()));
        }
    }

    private void flush() throws IOException {
        flushing = true;
        try {
            for (int turn = 0; turn < TURN && !ended; turn++) {
                ByteBuffer next = outgoing.peek();
                if (next == null) {
                    break;
                }
                channel.write(next);
                if (next.hasRemaining()) {
                    break;
                }
                outgoing.remove();
                if (outgoing.isEmpty() && open) {
                    conversation.sent(this);
                }
            }
        } finally {
            flushing = false;
        }
        if (!ended) {
            key.interestOps(
                    outgoing.isEmpty()
                            ? key.interestOps() & ~SelectionKey.OP_WRITE
                            : key.interestOps() | SelectionKey.OP_WRITE);
        }
    }

    private void read() throws IOException {
        ByteBuffer buffer = loop.readBuffer();
        for (int turn = 0; turn < TURN && !ended; turn++) {
            int count = channel.read(buffer.clear());
            if (count < 0) {
                end(closed != null ? closed : new Ending(Ending.DROPPED, "end of stream", System.nanoTime()));
                return;
            }
            if (count == 0) {
                return;
            }
            take(buffer.flip());
            if ((key.isValid() ? key.interestOps() & SelectionKey.OP_READ : 0) == 0) {
                return;
            }
        }
    }

    private void take(ByteBuffer buffer) throws IOException {
        while (!open && buffer.hasRemaining()) {
            response.write(buffer.get());
            String text = response.toString(StandardCharsets.ISO_8859_1);
            if (text.endsWith("\r\n\r\n")) {
                int status = Integer.parseInt(text.split(" ")[1]);
                if (status != 101) {
                    end(new Ending(status, "no 101", System.nanoTime()));
                    return;
                }
                open = true;
                conversation.opened(this);
            }
        }
        if (!ended) {
            frames.feed(buffer);
        }
    }

    @Override
    public void data(ByteBuffer part) {
        if (!ended) {
            conversation.received(this, part);
        }
    }

    @Override
    public void control(int opcode, ByteBuffer payload) {
        if (opcode == FrameReader.PING) {
            send(Frames.frame(FrameReader.PONG, payload));
        } else if (opcode == FrameReader.CLOSE) {
            int code = payload.remaining() < Short.BYTES ? NO_CODE : payload.getShort() & 0xffff;
            String text = StandardCharsets.UTF_8.decode(payload).toString();
            closed = new Ending(code, text, System.nanoTime());
            close();
        }
    }

    private void end(Ending ending) {
        if (ended) {
            return;
        }
        ended = true;
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone already.
        }
        loop.forget(this);
        conversation.ended(this, ending);
    }

    /** Ends without a word, because the client stops. */
    void abandon() {
        end(new Ending(Ending.DROPPED, "the client stops", System.nanoTime()));
    }
}
