package io.sluice.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class RelayEngineTest {
    private static final RelaySettings SETTINGS = new RelaySettings(
            Duration.ofHours(1),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofHours(1),
            Duration.ZERO,
            Duration.ZERO,
            1000,
            1);

    private static final RelayListener NOBODY = new RelayListener() {
        @Override
        public void connected(Duration dial) {}

        @Override
        public void closed(CloseReason reason) {}
    };

    /** A client that is told how its session ends. */
    private static final class Client implements Downstream {
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();

        @Override
        public void send(ByteBuffer payload, SendCompletion completion) {
            throw new AssertionError("Nothing is sent here");
        }

        @Override
        public void ping() {
            throw new AssertionError("Nobody is asked here");
        }

        @Override
        public void close(int code, String reason) {
            closed.complete(code);
        }

        @Override
        public void abort() {
            closed.complete(1006);
        }
    }

    @Test
    void name_server_that_does_not_answer_holds_up_nothing_but_dials() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        Destination unanswered = () -> {
            try {
                answered.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        };
        try (RelayEngine engine = new RelayEngine(1, Ticker.SYSTEM)) {
            for (int i = 0; i < 100; i++) {
                engine.relay(new Client(), SETTINGS, NOBODY).start(unanswered);
            }
            Client client = new Client();
            Relay relay = engine.relay(client, SETTINGS, NOBODY);
            relay.start(unanswered);
            relay.close(CloseReason.ENDED_BY_ADMINISTRATOR);
            assertEquals(1008, client.closed.join());
            answered.countDown();
        }
    }
}
