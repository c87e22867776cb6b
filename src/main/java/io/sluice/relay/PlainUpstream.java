package io.sluice.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A target as it is: a connected non-blocking channel. Reading and interest are confined to the loop's thread; writing
 * is done by one thread at a time, which {@link Upload} sees to.
 */
final class PlainUpstream implements Upstream {
    private static final Logger LOG = LoggerFactory.getLogger(PlainUpstream.class);

    private final SocketChannel channel;
    private final SelectionKey key;

    PlainUpstream(SocketChannel channel, SelectionKey key) {
        this.channel = channel;
        this.key = key;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return channel.read(into);
    }

    /** Writes what the channel takes now. */
    void write(ByteBuffer payload) throws IOException {
        channel.write(payload);
    }

    @Override
    public long write(ByteBuffer[] payload) throws IOException {
        return channel.write(payload);
    }

    @Override
    public PlainUpstream direct() {
        return this;
    }

    /** There is nothing that was taken and is still here. */
    @Override
    public void flush() {}

    @Override
    public void wantRead(boolean wanted) {
        want(SelectionKey.OP_READ, wanted);
    }

    @Override
    public void wantWrite(boolean wanted) {
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

    @Override
    public void end() {
        try {
            channel.shutdownOutput();
        } catch (IOException e) {
            LOG.debug("Ending the stream to a target that is gone", e);
        }
    }

    @Override
    public void close() {
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
