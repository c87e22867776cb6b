package io.sluice.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients of one gateway, on two threads. Used from any thread. */
final class Clients implements AutoCloseable {
    /** So little is noticed as stalled as soon as the buffers of the way there are full. */
    private static final int SMALL_RECEIVE_BYTES = 16 * 1024;

    private final InetSocketAddress gateway;
    private final List<ClientLoop> loops;
    private final AtomicInteger next = new AtomicInteger();

    Clients(InetSocketAddress gateway) throws IOException {
        this.gateway = gateway;
        this.loops = List.of(new ClientLoop("bench-clients-0"), new ClientLoop("bench-clients-1"));
    }

    /** Opens a session on a route. */
    void open(String path, Conversation conversation) {
        loop().open(gateway, path, conversation);
    }

    /** The same, for one that is not going to read. */
    void openSmall(String path, Conversation conversation) {
        loop().open(gateway, path, conversation, SMALL_RECEIVE_BYTES);
    }

    /** One of the loops, in turn. */
    ClientLoop loop() {
        return loops.get(Math.floorMod(next.getAndIncrement(), loops.size()));
    }

    /** Says farewell in all sessions. */
    void closeSessions() {
        loops.forEach(ClientLoop::closeSessions);
    }

    @Override
    public void close() {
        loops.forEach(ClientLoop::close);
    }
}
