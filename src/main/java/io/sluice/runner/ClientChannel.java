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
 * A client's connection. Once it is a WebSocket, the selector's thread serves it itself (see {@link Inline}); and a
 * read that does not fill its buffer has emptied the socket, so that the next one is saved: the selector tells of what
 * comes.
 */
final class ClientChannel extends SocketChannelEndPoint {
    private final Inline inline = new Inline(this);

    /** Guarded by the connection, which reads on one thread at a time. */
    private boolean emptied;

    ClientChannel(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        if (emptied) {
            emptied = false;
            return 0;
        }
        int space = BufferUtil.space(buffer);
        int filled = super.fill(buffer);
        emptied = filled > 0 && filled < space;
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
