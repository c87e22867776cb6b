package io.sluice.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * A TCP echo server on a free port of 127.0.0.1: sends back every byte it receives and ends its stream after the client
 * has ended its own.
 *
 * <p>At most 64 connections are served at a time; further ones are closed at once. Safe for use by several threads.
 */
public final class EchoServer implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 64;
    private static final int BUFFER_BYTES = 16 * 1024;

    private final LoopbackListener listener;

    private EchoServer(LoopbackListener listener) {
        this.listener = listener;
    }

    /**
     * Binds a free port of 127.0.0.1 and serves it on daemon threads until {@link #close()}.
     *
     * @return the running server
     * @throws IOException if no port can be bound
     */
    public static EchoServer start() throws IOException {
        return new EchoServer(new LoopbackListener("sluice-demo-echo", MAX_CONNECTIONS, EchoServer::echo));
    }

    /**
     * Returns the TCP port it listens on.
     *
     * @return a port between 1 and 65535; still the same after {@link #close()}
     */
    public int port() {
        return listener.port();
    }

    /** Ends the listening socket and all connections, and returns when all threads have ended. Idempotent. */
    @Override
    public void close() {
        listener.close();
    }

    private static void echo(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            out.write(buffer, 0, count);
        }
        out.flush();
        socket.shutdownOutput();
    }
}
