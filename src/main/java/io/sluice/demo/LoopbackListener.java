package io.sluice.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Accepts connections on a free port of 127.0.0.1 and serves each on a daemon thread of its own.
 *
 * <p>Owns the listening socket, the accepted sockets and all threads. Safe for use by several threads.
 */
final class LoopbackListener implements AutoCloseable {
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int BACKLOG = 50;

    /** Serves one connection; returning or throwing ends it. Called on the connection's own thread. */
    @FunctionalInterface
    interface ConnectionHandler {
        void handle(Socket socket) throws IOException;
    }

    private record Connection(Socket socket, DaemonThread thread) {}

    private final String name;
    private final int limit;
    private final ConnectionHandler handler;
    private final ServerSocket listening;
    private final DaemonThread acceptor;

    // Guarded by this: the connections and whether new ones are still let in.
    private final List<Connection> connections = new ArrayList<>();
    private boolean closed;
    private int accepted;

    /**
     * Binds and starts to accept.
     *
     * @param name what the names of all threads begin with
     * @param limit how many connections are served at a time; further ones are closed at once
     * @param handler serves each connection
     * @throws IOException if no port can be bound
     */
    LoopbackListener(String name, int limit, ConnectionHandler handler) throws IOException {
        this.name = name;
        this.limit = limit;
        this.handler = handler;
        this.listening = new ServerSocket(0, BACKLOG, address());
        this.acceptor = DaemonThread.start(name + "-accept", this::acceptAll);
    }

    /** Returns 127.0.0.1, whatever the JVM prefers as its loopback address. */
    static InetAddress address() throws UnknownHostException {
        return InetAddress.getByAddress(LOOPBACK);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** Ends the listening socket and all connections, and returns when their threads have ended. Idempotent. */
    @Override
    public void close() {
        List<Connection> open;
        synchronized (this) {
            closed = true;
            open = List.copyOf(connections);
        }
        closeQuietly(listening);
        open.forEach(connection -> closeQuietly(connection.socket()));
        acceptor.join();
        open.forEach(connection -> connection.thread().join());
    }

    private void acceptAll() {
        while (true) {
            Socket socket;
            try {
                socket = listening.accept();
            } catch (IOException e) {
                return;
            }
            if (!admit(socket)) {
                closeQuietly(socket);
            }
        }
    }

    private synchronized boolean admit(Socket socket) {
        // Ended threads are dropped here and not by themselves, so that close() joins every one that is still alive.
        connections.removeIf(connection -> !connection.thread().isAlive());
        if (closed || connections.size() >= limit) {
            return false;
        }
        accepted++;
        DaemonThread thread = DaemonThread.start(name + "-" + accepted, () -> serve(socket));
        connections.add(new Connection(socket, thread));
        return true;
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            handler.handle(socket);
        } catch (IOException e) {
            // The client is gone or broke the protocol; that ends its connection and concerns nobody else.
        }
    }

    static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            // A socket that fails to close is as closed as it gets.
        }
    }
}
