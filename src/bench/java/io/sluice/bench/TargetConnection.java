package io.sluice.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** One connection of the gateway to a target. */
final class TargetConnection {
    private final SocketChannel channel;
    private final TargetMode mode;
    private ByteBuffer waiting = ByteBuffer.allocate(0);
    private long position;

    TargetConnection(SocketChannel channel, TargetMode mode) {
        this.channel = channel;
        this.mode = mode;
    }

    /** What it has to be told of. */
    static int interest(TargetMode mode) {
        return switch (mode) {
            case ECHO, SINK -> SelectionKey.OP_READ;
            case SOURCE -> SelectionKey.OP_READ | SelectionKey.OP_WRITE;
            case STUCK -> 0;
        };
    }

    /** Does what can be done now, with a buffer that belongs to all. */
    void ready(SelectionKey key, ByteBuffer buffer) {
        try {
            if (mode == TargetMode.ECHO) {
                echo(key, buffer);
            } else {
                if (key.isReadable() && channel.read(buffer.clear()) < 0) {
                    channel.close();
                } else if (key.isValid() && key.isWritable()) {
                    KnownStream.fill(position, buffer.clear());
                    position += channel.write(buffer.flip());
                }
            }
        } catch (IOException e) {
            close();
        }
    }

    private void echo(SelectionKey key, ByteBuffer buffer) throws IOException {
        if (waiting.hasRemaining()) {
            channel.write(waiting);
            if (waiting.hasRemaining()) {
                return;
            }
            key.interestOps(SelectionKey.OP_READ);
        }
        if (channel.read(buffer.clear()) < 0) {
            channel.close();
            return;
        }
        channel.write(buffer.flip());
        if (buffer.hasRemaining()) {
            waiting = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
            key.interestOps(SelectionKey.OP_WRITE);
        }
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone already.
        }
    }
}
