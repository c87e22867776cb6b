package io.sluice.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import io.sluice.testing.RawWebSocket;
import io.sluice.testing.TestTarget;
import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** Both ends of a session. */
record RelayedSession(RawWebSocket client, TestTarget.Connection target) implements AutoCloseable {
    static final byte[] HELLO = "hello".getBytes(UTF_8);

    /** Work that one end does while the test goes on at the other. */
    interface Work {
        void run() throws IOException;
    }

    /** Opens a session on a route that no other test uses, and waits for its target. */
    static RelayedSession open(ContainerProcess container, FreshTargets.Routed routed, String... headers)
            throws IOException {
        RawWebSocket client = RawWebSocket.open(container.port(), "/sluice" + routed.path(), headers);
        return new RelayedSession(client, routed.target().accept());
    }

    /** A few bytes there and back: the session is open at both ends. */
    void exchange() throws IOException {
        client.send(HELLO);
        assertArrayEquals(HELLO, target.read(HELLO.length));
        target.write(HELLO);
        assertArrayEquals(HELLO, client.readBytes(HELLO.length));
    }

    static CompletableFuture<Void> aside(Work work) {
        return CompletableFuture.runAsync(() -> {
            try {
                work.run();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** Bytes that differ from place to place, the same for the same count. */
    static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        client.close();
        target.close();
    }
}
