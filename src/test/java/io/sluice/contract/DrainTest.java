package io.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.Container;
import io.sluice.testing.Eventually;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A gateway that is about to stop takes no new sessions and gives those that live a time of grace. */
@ParameterizedClass
@EnumSource(Container.class)
final class DrainTest {
    private static final byte[] BYTES = {1, 2, 3};

    @Parameter
    private Container container;

    private TestTarget target;

    @BeforeEach
    void listen() throws Exception {
        target = new TestTarget();
    }

    @AfterEach
    void stop() {
        target.close();
    }

    private RunningGateway start(String grace) throws Exception {
        return RunningGateway.start(container, """
                grace: %s
                routes: {/route: %d}
                timeouts: {heartbeat: 0s, idle: 0s, stall: 0s, linger: 1ms}
                """.formatted(grace, target.port()));
    }

    private static void exchange(RawWebSocket client, TestTarget.Connection connection) throws Exception {
        client.send(BYTES);
        assertArrayEquals(BYTES, connection.read(BYTES.length));
        connection.write(BYTES);
        assertArrayEquals(BYTES, client.readBytes(BYTES.length));
    }

    private static void assertEndsWith1012(RawWebSocket client, TestTarget.Connection connection) throws Exception {
        RawWebSocket.Ended ended = client.readToEnd();
        assertEquals(1012, ended.code());
        assertEquals("gateway is restarting", ended.reason());
        assertEquals(0, connection.readToEnd().length);
    }

    @Test
    void sessions_go_on_until_the_grace_is_over() throws Exception {
        try (RunningGateway gateway = start("1h");
                RawWebSocket client = RawWebSocket.open(gateway.port(), "/route");
                TestTarget.Connection connection = target.accept()) {
            exchange(client, connection);
            gateway.gateway().drain();
            assertEquals(503, RawWebSocket.handshake(gateway.port(), "/route").status());
            assertEquals(
                    503,
                    RawWebSocket.http(gateway.port(), "GET", "/manage/health").status());
            gateway.advance(Duration.ofMinutes(59));
            exchange(client, connection);
            gateway.advance(Duration.ofMinutes(1));
            assertEndsWith1012(client, connection);
        }
    }

    @Test
    void draining_again_does_not_prolong_the_grace() throws Exception {
        try (RunningGateway gateway = start("10m");
                RawWebSocket client = RawWebSocket.open(gateway.port(), "/route");
                TestTarget.Connection connection = target.accept()) {
            exchange(client, connection);
            gateway.gateway().drain();
            gateway.advance(Duration.ofMinutes(6));
            gateway.gateway().drain();
            gateway.advance(Duration.ofMinutes(4));
            assertEndsWith1012(client, connection);
        }
    }

    @Test
    void without_grace_sessions_end_at_once() throws Exception {
        try (RunningGateway gateway = start("0s");
                RawWebSocket client = RawWebSocket.open(gateway.port(), "/route");
                TestTarget.Connection connection = target.accept()) {
            gateway.gateway().drain();
            assertEndsWith1012(client, connection);
        }
    }

    @Test
    void closing_waits_for_the_last_session_and_not_for_the_grace() throws Exception {
        try (RunningGateway gateway = start("1h");
                RawWebSocket client = RawWebSocket.open(gateway.port(), "/route");
                TestTarget.Connection connection = target.accept()) {
            exchange(client, connection);
            CompletableFuture<Void> closed =
                    CompletableFuture.runAsync(() -> gateway.gateway().close());
            Eventually.holds("it drains", () -> gateway.gateway().draining());
            exchange(client, connection);
            assertFalse(closed.isDone());
            client.sendClose(1000);
            assertEquals(1000, client.readToEnd().code());
            assertEquals(0, connection.readToEnd().length);
            connection.end();
            closed.join();
        }
    }

    @Test
    void closing_ends_those_that_stay_when_the_grace_is_over() throws Exception {
        try (RunningGateway gateway = start("1h");
                RawWebSocket client = RawWebSocket.open(gateway.port(), "/route");
                TestTarget.Connection connection = target.accept()) {
            exchange(client, connection);
            gateway.gateway().drain();
            CompletableFuture<Void> closed =
                    CompletableFuture.runAsync(() -> gateway.gateway().close());
            gateway.advance(Duration.ofHours(1));
            assertEndsWith1012(client, connection);
            connection.end();
            closed.join();
        }
    }

    /** The clock stands still, so that no timer ends what neither side ends. */
    @Test
    void closing_cuts_off_what_does_not_end() throws Exception {
        try (RunningGateway gateway = start("1ms");
                RawWebSocket client = RawWebSocket.open(gateway.port(), "/route");
                TestTarget.Connection connection = target.accept()) {
            exchange(client, connection);
            gateway.gateway().close();
            assertTrue(gateway.gateway().sessions().all().isEmpty());
            assertFalse(gateway.gateway().busy());
            assertEquals(0, connection.readToEnd().length);
        }
    }

    @Test
    void closing_returns_at_once_where_no_session_lives() throws Exception {
        try (RunningGateway gateway = start("1d")) {
            gateway.gateway().close();
        }
    }
}
