package io.sluice.runner;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A client's connection. Once it is a WebSocket, the selector's thread serves it itself (see {@link Inline}), one
 * {@link Turn} at a time. A read that does not fill its buffer has emptied the socket and ends the turn too: that saves
 * the next one. The selector tells of what is still to be read.
 */
final class ClientChannel extends SocketChannelEndPoint implements Inline.Served {
    private final Inline inline = new Inline(this);
    private final Turn turn = new Turn();

    /** Whom a trusted proxy named; null: whoever is connected. Set before the connection is anything else. */
    private volatile @Nullable InetSocketAddress client;

    ClientChannel(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
        super(channel, selector, key, scheduler);
    }

    @Override
    public Inline inline() {
        return inline;
    }

    /** The other end is a proxy, and this is its client. */
    void speaksFor(InetSocketAddress other) {
        client = other;
    }

    /** The client's, which is not always the other end's. */
    @Override
    public @Nullable SocketAddress getRemoteSocketAddress() {
        InetSocketAddress named = client;
        return named == null ? super.getRemoteSocketAddress() : named;
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
