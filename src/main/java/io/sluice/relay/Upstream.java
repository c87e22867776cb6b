package io.sluice.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The target's side of a relay: a connected non-blocking channel. Reading and interest are confined to the loop's
 * thread; writing is done by one thread at a time, which {@link Upload} sees to.
 */
final class Upstream {
    private static final Logger LOG = LoggerFactory.getLogger(Upstream.class);

    private final SocketChannel channel;
    private final SelectionKey key;

    Upstream(SocketChannel channel, SelectionKey key) {
        this.channel = channel;
        this.key = key;
    }

    /** Reads what is there: a count, 0 for nothing now, -1 for the end of the stream. */
    int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    /** Writes what the channel takes now. */
    void write(ByteBuffer payload) throws IOException {
        channel.write(payload);
    }

    /** Writes what the channel takes now of all the buffers, in order; returns how many bytes that was. */
    long write(ByteBuffer[] payload) throws IOException {
        return channel.write(payload);
    }

    void wantRead(boolean wanted) {
        want(SelectionKey.OP_READ, wanted);
    }

    void wantWrite(boolean wanted) {
        want(SelectionKey.OP_WRITE, wanted);
    }

    private void want(int operation, boolean wanted) {
        if (key.isValid()) {
            int before = key.interestOps();
            int after = wanted ? before | operation : before & ~operation;
            if (before != after) {
                key.interestOps(after);
            }
        }
    }

    /** Ends the stream towards the target, which may go on sending. */
    void end() {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            LOG.debug("Ending the stream to a target that is gone", e);
        }
    }

    void close() {
        key.cancel();
        closeQuietly(channel);
    }

    static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("Closing a target's channel failed", e);
        }
    }
}
