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
 * A client's connection. Once it is a WebSocket, the selector's thread serves it itself (see {@link Inline}), one
 * {@link Turn} at a time. A read that does not fill its buffer has emptied the socket and ends the turn too: that saves
 * the next one. The selector tells of what is still to be read.
 */
final class ClientChannel extends SocketChannelEndPoint implements Inline.Served {
    private final Inline inline = new Inline(this);
    private final Turn turn = new Turn();

    ClientChannel(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    @Override
    public Inline inline() {
        return inline;
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        if (turn.takeEnd()) {
            return 0;
        }
        int filled = super.fill(buffer);
        turn.read(filled);
        if (filled > 0 && BufferUtil.space(buffer) > 0) {
            turn.end();
        }
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
