package io.sluice.contract;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that counts its connections, one after the other, and the bytes that they bring. */
final class WatchedTarget implements Closeable {
    private final ServerSocket server;
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger bytes = new AtomicInteger();

    WatchedTarget() throws IOException {
        this(0);
    }

    /** On a port that is known to be free. */
    WatchedTarget(int port) throws IOException {
        server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "test-watched-target");
        thread.setDaemon(true);
        thread.start();
    }

    private void serve() {
        try {
            while (true) {
                try (Socket socket = server.accept()) {
                    bytes.addAndGet(socket.getInputStream().readAllBytes().length);
                }
                ended.incrementAndGet();
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many connections have come and gone. */
    int connections() {
        return ended.get();
    }

    /** How many bytes they have brought together. */
    int bytes() {
        return bytes.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
