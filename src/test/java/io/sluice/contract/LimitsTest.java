package io.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.testing.Container;
import io.sluice.testing.Eventually;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RawWebSocket.Response;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens at each limit, and that room comes back. */
@ParameterizedClass
@EnumSource(Container.class)
final class LimitsTest {
    private final Container container;
    private TestTarget target;

    LimitsTest(Container container) {
        this.container = container;
    }

    @BeforeEach
    void openTarget() throws Exception {
        target = new TestTarget();
    }

    @AfterEach
    void closeTarget() {
        target.close();
    }

    private RunningGateway gateway(String limits, String routeLimits) throws Exception {
        return RunningGateway.start(
                container,
                "routes: {/target: {target: '127.0.0.1:" + target.port() + "', limits: {" + routeLimits + "}}}\n"
                        + "limits: {" + limits + "}\n");
    }

    private static void assertRefused(int status, String seconds, RunningGateway gateway) throws IOException {
        Response refused = RawWebSocket.handshake(gateway.port(), "/target");
        assertEquals(status, refused.status());
        assertEquals(seconds, refused.header("Retry-After"));
        assertEquals("application/problem+json", refused.header("Content-Type"));
    }

    /** One more session than may be is refused, and admitted once another has ended. */
    private void assertBound(RunningGateway gateway, int status) throws Exception {
        Session first = Session.open(gateway, target);
        Session second = Session.open(gateway, target);
        assertRefused(status, "10", gateway);
        first.target().close();
        assertEquals(1000, first.client().readToEnd().code());
        first.client().close();
        Eventually.holds(
                "the first session is gone",
                () -> gateway.gateway().sessions().all().size() == 1);
        Session third = Session.open(gateway, target);
        third.exchange();
        second.exchange();
        for (Session session : new Session[] {second, third}) {
            session.target().close();
            assertEquals(1000, session.client().readToEnd().code());
        }
    }

    @Test
    void sessions_in_all_are_bounded() throws Exception {
        try (RunningGateway gateway = gateway("sessions: 2", "")) {
            assertBound(gateway, 503);
        }
    }

    @Test
    void sessions_of_a_route_are_bounded() throws Exception {
        try (RunningGateway gateway = gateway("", "sessions: 2")) {
            assertBound(gateway, 503);
        }
    }

    @Test
    void sessions_from_an_address_are_bounded() throws Exception {
        try (RunningGateway gateway = gateway("sessions-per-address: 2", "")) {
            assertBound(gateway, 429);
        }
    }

    @Test
    void sessions_from_an_address_on_a_route_are_bounded() throws Exception {
        try (RunningGateway gateway = gateway("", "sessions-per-address: 2")) {
            assertBound(gateway, 429);
        }
    }

    @Test
    void handshakes_in_a_second_are_bounded() throws Exception {
        try (RunningGateway gateway = gateway("handshakes-per-second: 3", "")) {
            for (int second = 0; second < 3; second++) {
                for (int i = 0; i < 3; i++) {
                    Session session = Session.open(gateway, target);
                    session.target().close();
                    assertEquals(1000, session.client().readToEnd().code());
                }
                assertRefused(503, "1", gateway);
                gateway.advance(Duration.ofSeconds(1));
            }
        }
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    @Test
    void bandwidth_of_a_session_bounds_what_comes_from_the_target_and_spreads_it_evenly() throws Exception {
        byte[] payload = random(200_000);
        try (RunningGateway gateway = gateway("", "bandwidth-per-session: 50KiB/s")) {
            Session session = Session.open(gateway, target);
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(session, payload));
            CompletableFuture<byte[]> reading = CompletableFuture.supplyAsync(() -> read(session, payload.length));
            for (int part = 1; part <= 100; part++) {
                long expected = part * 1024L;
                Eventually.holds(
                        "a fiftieth of a second's worth comes, and no more: " + expected,
                        () -> session.live().relay().figures().bytesDown() == expected);
                gateway.advance(Duration.ofMillis(20));
            }
            Eventually.holds("the rest comes too", () -> {
                gateway.advance(Duration.ofMillis(20));
                return reading.isDone();
            });
            assertArrayEquals(payload, reading.join());
            writing.join();
            assertEndsInOrder(gateway, session);
        }
    }

    /** The clock has to move: the end of the target's stream waits for its turn too. */
    private static void assertEndsInOrder(RunningGateway gateway, Session session) {
        session.target().close();
        CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> {
            try {
                return session.client().readToEnd().code();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        Eventually.holds("the client is closed", () -> {
            gateway.advance(Duration.ofMillis(20));
            return code.isDone();
        });
        assertEquals(1000, code.join());
    }

    private static void write(Session session, byte[] payload) {
        try {
            session.target().write(payload);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] read(Session session, int count) {
        try {
            return session.client().readBytes(count);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void bandwidth_of_a_route_bounds_what_comes_from_clients_in_all() throws Exception {
        byte[] payload = random(10_240);
        try (RunningGateway gateway = gateway("", "bandwidth: 50KiB/s")) {
            Session first = Session.open(gateway, target);
            Session second = Session.open(gateway, target);
            first.client().send(payload);
            second.client().send(payload);
            Eventually.holds(
                    "both messages are there",
                    () -> first.live().relay().figures().bytesUp() == payload.length
                            && second.live().relay().figures().bytesUp() == payload.length);
            CompletableFuture<byte[]> firstReceived = receiving(first, payload.length);
            CompletableFuture<byte[]> secondReceived = receiving(second, payload.length);
            // 20 KiB at 50 KiB a second: the last part goes after 19 of 20 turns of 20 ms.
            for (int turn = 0; turn < 18; turn++) {
                gateway.advance(Duration.ofMillis(20));
            }
            assertEquals(false, firstReceived.isDone() && secondReceived.isDone(), "faster than it may be");
            Eventually.holds("all arrives", () -> {
                gateway.advance(Duration.ofMillis(20));
                return firstReceived.isDone() && secondReceived.isDone();
            });
            assertArrayEquals(payload, firstReceived.join());
            assertArrayEquals(payload, secondReceived.join());
            assertEndsInOrder(gateway, first);
            assertEndsInOrder(gateway, second);
        }
    }

    private static CompletableFuture<byte[]> receiving(Session session, int count) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return session.target().read(count);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void client_that_closes_loses_nothing_to_a_bound_on_bandwidth() throws Exception {
        byte[] payload = random(100_000);
        try (RunningGateway gateway = gateway("", "bandwidth: 10KiB/s")) {
            Session session = Session.open(gateway, target);
            session.client().send(payload);
            session.client().sendClose(1000);
            assertArrayEquals(payload, session.target().readToEnd());
            session.target().close();
            assertEquals(1000, session.client().readToEnd().code());
        }
    }
}
