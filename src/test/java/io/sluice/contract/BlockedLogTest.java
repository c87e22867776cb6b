package io.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.Container;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever reads the log may stop to read: a pipe that is full blocks who writes. */
final class BlockedLogTest {
    private static final int MORE_THAN_ARE_NAMED = 150;

    private static final class Blocking extends Handler {
        final CountDownLatch reached = new CountDownLatch(1);
        final CountDownLatch over = new CountDownLatch(1);

        @Override
        public void publish(LogRecord line) {
            reached.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void refusals_that_cannot_be_logged_hold_up_nothing(Container container) throws Exception {
        Logger log = Logger.getLogger("io.sluice.endpoint.Refusals");
        Blocking blocking = new Blocking();
        try (TestTarget target = new TestTarget();
                RunningGateway gateway =
                        RunningGateway.start(container, "routes: {/target: " + target.port() + "}\n")) {
            Session session = Session.open(gateway, target);
            log.addHandler(blocking);
            try {
                for (int i = 0; i < MORE_THAN_ARE_NAMED; i++) {
                    assertEquals(
                            404,
                            RawWebSocket.handshake(gateway.port(), "/nothing").status());
                }
                assertTrue(blocking.reached.await(30, TimeUnit.SECONDS));
                // Now the number left out is due, on a loop.
                gateway.advance(Duration.ofSeconds(1));
                session.exchange();
                Session.open(gateway, target).exchange();
            } finally {
                blocking.over.countDown();
                log.removeHandler(blocking);
            }
        }
    }
}
