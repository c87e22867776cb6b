package io.sluice.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.testing.RawWebSocket;
import io.sluice.testing.TestTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A target that says what it has to say and hangs up: the last byte must arrive, every time. */
final class LastBytesIT {
    private static final int ROUNDS = 100;
    private static final int BYTES = 10 << 20;
    private static final int HANGING_MILLIS = 30_000;

    @Test
    void all_that_a_target_sends_before_it_closes_arrives_and_then_1000() throws Exception {
        KnownBytes known = new KnownBytes(5);
        byte[] bytes = new byte[BYTES];
        known.fill(0, bytes, BYTES);
        try (TestTarget target = new TestTarget();
                SluiceProcess gateway = SluiceProcess.serve("--route", "/last=127.0.0.1:" + target.port())) {
            for (int round = 0; round < ROUNDS; round++) {
                CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                    try (TestTarget.Connection connection = target.accept()) {
                        connection.write(bytes);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), gateway.port());
                socket.setSoTimeout(HANGING_MILLIS);
                try (RawWebSocket client = RawWebSocket.open(socket, "/last")) {
                    RawWebSocket.Ended ended = client.readToEnd();
                    assertEquals(BYTES, ended.payload().length, "round " + round);
                    known.check(0, ended.payload(), BYTES);
                    assertEquals(1000, ended.code());
                }
                sending.join();
            }
        }
    }
}
