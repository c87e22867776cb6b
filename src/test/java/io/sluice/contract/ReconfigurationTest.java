package io.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.demo.EchoServer;
import io.sluice.manage.Reload;
import io.sluice.testing.Container;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A new configuration takes the place of the old one as a whole, and nobody who is relayed notices. */
@ParameterizedClass
@EnumSource(Container.class)
final class ReconfigurationTest {
    private static final byte[] BYTES = {1, 2, 3};
    private static final int RELOADS = 200;
    private static final int CLIENTS = 4;

    @Parameter
    private Container container;

    @Test
    void new_routes_are_served_and_live_sessions_go_on() throws Exception {
        try (TestTarget target = new TestTarget();
                RunningGateway gateway = RunningGateway.start(container, "routes: {/old: " + target.port() + "}");
                RawWebSocket client = RawWebSocket.open(gateway.port(), "/old");
                TestTarget.Connection connection = target.accept()) {
            gateway.apply("routes: {/new: " + target.port() + "}");
            assertEquals(404, RawWebSocket.handshake(gateway.port(), "/old").status());
            RawWebSocket.open(gateway.port(), "/new").close();
            client.send(BYTES);
            assertArrayEquals(BYTES, connection.read(BYTES.length));
        }
    }

    @Test
    void broken_configuration_is_refused_whole() throws Exception {
        try (TestTarget target = new TestTarget();
                RunningGateway gateway = RunningGateway.start(container, "routes: {/old: " + target.port() + "}");
                RawWebSocket client = RawWebSocket.open(gateway.port(), "/old");
                TestTarget.Connection connection = target.accept()) {
            Reload reload = gateway.reload("routes: {/new: " + target.port() + ", /broken: nowhere}\ngrace: soon");
            assertEquals(Reload.Outcome.REFUSED, reload.outcome());
            assertEquals(2, reload.problems().size(), reload::toString);
            assertEquals(404, RawWebSocket.handshake(gateway.port(), "/new").status());
            RawWebSocket.open(gateway.port(), "/old").close();
            client.send(BYTES);
            assertArrayEquals(BYTES, connection.read(BYTES.length));
            RawWebSocket.Response health = RawWebSocket.http(gateway.port(), "GET", "/manage/health");
            assertEquals(200, health.status());
            assertEquals("{\"status\":\"up\"}", health.body(), "what is wrong is not for everybody");
        }
    }

    @Test
    void sessions_of_the_old_configuration_count_in_the_new_one() throws Exception {
        try (TestTarget target = new TestTarget();
                RunningGateway gateway = RunningGateway.start(container, limited(target, 1));
                RawWebSocket first = RawWebSocket.open(gateway.port(), "/route")) {
            gateway.apply(limited(target, 2));
            try (RawWebSocket second = RawWebSocket.open(gateway.port(), "/route")) {
                assertEquals(
                        503, RawWebSocket.handshake(gateway.port(), "/route").status());
                gateway.apply(limited(target, 1));
                assertEquals(
                        503, RawWebSocket.handshake(gateway.port(), "/route").status());
                assertEquals(101, second.handshake().status());
            }
            assertEquals(101, first.handshake().status());
        }
    }

    private static String limited(TestTarget target, int sessions) {
        return "routes: {/route: {target: " + target.port() + ", limits: {sessions: " + sessions + "}}}";
    }

    @Test
    void session_keeps_the_linger_time_that_it_began_with() throws Exception {
        String routes = "routes: {/route: %d}\n";
        try (TestTarget target = new TestTarget();
                RunningGateway gateway =
                        RunningGateway.start(container, routes.formatted(target.port()) + "timeouts: {linger: 20s}");
                RawWebSocket client = RawWebSocket.open(gateway.port(), "/route");
                TestTarget.Connection connection = target.accept()) {
            gateway.apply(routes.formatted(target.port()) + "timeouts: {linger: 10ms}");
            client.send(BYTES);
            assertArrayEquals(BYTES, connection.read(BYTES.length));
            // Neither end answers. Closing fails if it had to cut the session off.
            gateway.close();
        }
    }

    @Test
    void under_load_no_handshake_is_lost_and_no_session_is_cut() throws Exception {
        ExecutorService clients = Executors.newCachedThreadPool();
        try (EchoServer echo = EchoServer.start();
                RunningGateway gateway = RunningGateway.start(container, yaml(echo, 0));
                EchoServer endsBeforeTheGateway = echo) {
            AtomicBoolean reloaded = new AtomicBoolean();
            AtomicInteger opened = new AtomicInteger();
            List<CompletableFuture<Void>> running = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                running.add(CompletableFuture.runAsync(() -> relayOneSession(gateway.port(), reloaded), clients));
                running.add(
                        CompletableFuture.runAsync(() -> relayManySessions(gateway.port(), reloaded, opened), clients));
            }
            for (int i = 1; i <= RELOADS; i++) {
                gateway.apply(yaml(endsBeforeTheGateway, i));
                int odd = RawWebSocket.http(gateway.port(), "GET", "/odd").status();
                assertEquals(i % 2 == 0 ? 404 : 426, odd, "after reload " + i);
            }
            reloaded.set(true);
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
            assertTrue(opened.get() > CLIENTS, "no session was opened while the configuration changed");
        } finally {
            clients.shutdownNow();
        }
    }

    /** Two configurations in turn, with one route in common. */
    private static String yaml(EchoServer echo, int number) {
        return """
                routes:
                  /echo: {target: %1$d, title: number %2$d}
                  /%3$s: %1$d
                """.formatted(echo.port(), number, number % 2 == 0 ? "even" : "odd");
    }

    private static void relayOneSession(int port, AtomicBoolean reloaded) {
        try (RawWebSocket client = RawWebSocket.open(port, "/echo")) {
            do {
                exchange(client);
            } while (!reloaded.get());
            end(client);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void relayManySessions(int port, AtomicBoolean reloaded, AtomicInteger opened) {
        do {
            try (RawWebSocket client = RawWebSocket.open(port, "/echo")) {
                opened.incrementAndGet();
                exchange(client);
                end(client);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        } while (!reloaded.get());
    }

    private static void exchange(RawWebSocket client) throws Exception {
        byte[] bytes = new byte[ThreadLocalRandom.current().nextInt(1, 2000)];
        ThreadLocalRandom.current().nextBytes(bytes);
        client.send(bytes);
        assertArrayEquals(bytes, client.readBytes(bytes.length));
    }

    private static void end(RawWebSocket client) throws Exception {
        client.sendClose(1000);
        assertEquals(1000, client.readToEnd().code());
    }
}
