package io.sluice.runner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A client's connection. Once it is a WebSocket, the selector's thread serves it itself (see {@link Inline}). Jetty
 * reads until there is nothing, so a turn is over here when a read has not filled its buffer, which means that the
 * socket is empty; or when it was the turn of this connection for long enough, so that others on this thread get
 * theirs. The selector tells of what is still to be read.
 */
final class ClientChannel extends SocketChannelEndPoint {
    /** How many bytes may be read in one turn, and then as many as the buffer takes that reaches it. */
    static final int TURN = 1024 * 1024;

    private final Inline inline = new Inline(this);

    /** Bytes that were read in this turn. Guarded by the connection, which reads on one thread at a time. */
    private int read;

    /** Guarded by the connection. */
    private boolean turnOver;

    ClientChannel(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        if (turnOver) {
            turnOver = false;
            read = 0;
            return 0;
        }
        int space = BufferUtil.space(buffer);
        int filled = super.fill(buffer);
        read = filled > 0 ? read + filled : 0;
        turnOver = filled > 0 && (filled < space || read >= TURN);
        return filled;
    }

    @Override
    public void fillInterested(Callback callback) {
        super.fillInterested(inline.reading(callback));
    }

    @Override
    public void write(Callback callback, ByteBuffer... buffers) {
        super.write(inline.writing(callback), buffers);
    }
}
