package io.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.relay.RelayState;
import io.sluice.testing.Container;
import io.sluice.testing.Eventually;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One side is slow, and nothing but that side waits. No thread of the container may wait in any of these: where one
 * would have to, its session would be closed with 1013.
 */
@ParameterizedClass
@EnumSource(Container.class)
final class BackpressureTest {
    /** More than fits into all buffers on the way. */
    private static final int FLOOD = 20_000_000;

    private static final String NO_WAITING_THREADS = "limits: {stalled-uploads: 0, queue: 256KiB}\n";
    private static final int QUEUE_BUFFERS = 16;

    private final Container container;
    private final ExecutorService flooding = Executors.newCachedThreadPool();
    private TestTarget target;

    BackpressureTest(Container container) {
        this.container = container;
    }

    @BeforeEach
    void openTarget() throws Exception {
        target = new TestTarget();
    }

    @AfterEach
    void closeTarget() {
        target.close();
        flooding.shutdownNow();
    }

    private RunningGateway gateway(String... more) throws Exception {
        return RunningGateway.start(
                container,
                "routes:\n  /target: 127.0.0.1:" + target.port() + "\n" + NO_WAITING_THREADS + String.join("\n", more));
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    /** Sends on another thread; failing to is for the session's end to judge. */
    private CompletableFuture<Void> flood(Session session, byte[] payload) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        session.client().send(payload);
                    } catch (IOException e) {
                        // The session has ended.
                    }
                },
                flooding);
    }

    /** Waits until nothing more is read from the client: what is taken from it stays the same. */
    private static void awaitStandstill(Session session) {
        Eventually.standsStill(
                "what is taken from the client", session.live().relay().figures()::bytesUp);
    }

    @Test
    void target_that_does_not_read_holds_the_client_back_in_constant_memory_and_loses_nothing() throws Exception {
        try (RunningGateway gateway = gateway("timeouts: {heartbeat: 0s}")) {
            Session session = Session.open(gateway, target);
            byte[] payload = random(FLOOD);
            CompletableFuture<Void> sending = flood(session, payload);
            awaitStandstill(session);
            assertTrue(session.live().relay().figures().bytesUp() < FLOOD, "the client is not held back");
            int buffers = gateway.gateway().engine().buffersInUse();
            assertTrue(buffers <= 2 * QUEUE_BUFFERS + 1, () -> buffers + " buffers are held for one session");
            assertArrayEquals(payload, session.target().read(FLOOD));
            sending.join();
            session.exchange();
            session.target().close();
            assertEquals(1000, session.client().readToEnd().code());
        }
    }

    @Test
    void messages_behind_a_stall_come_in_order_and_the_close_frame_last() throws Exception {
        try (RunningGateway gateway = gateway("timeouts: {heartbeat: 0s}")) {
            Session session = Session.open(gateway, target);
            byte[] payload = random(FLOOD);
            CompletableFuture<Void> sending = CompletableFuture.runAsync(
                    () -> {
                        try {
                            for (int start = 0; start < FLOOD; start += 1000) {
                                session.client().send(Arrays.copyOfRange(payload, start, start + 1000));
                            }
                            session.client().sendClose(1000);
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    },
                    flooding);
            awaitStandstill(session);
            assertArrayEquals(payload, session.target().readToEnd());
            sending.join();
            session.target().close();
            assertEquals(1000, session.client().readToEnd().code());
        }
    }

    @Test
    void both_directions_full_at_once_and_all_arrives() throws Exception {
        try (RunningGateway gateway = gateway("timeouts: {heartbeat: 0s, stall: 0s}")) {
            Session session = Session.open(gateway, target);
            byte[] payload = random(FLOOD);
            CompletableFuture<Void> up = flood(session, payload);
            CompletableFuture<Void> down = CompletableFuture.runAsync(
                    () -> {
                        try {
                            session.target().write(payload);
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    },
                    flooding);
            awaitStandstill(session);
            CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return session.target().read(FLOOD);
                        } catch (IOException e) {
                            throw new AssertionError(e);
                        }
                    },
                    flooding);
            assertArrayEquals(payload, session.client().readBytes(FLOOD));
            assertArrayEquals(payload, received.join());
            up.join();
            down.join();
            session.target().close();
            assertEquals(1000, session.client().readToEnd().code());
        }
    }

    @Test
    void others_go_on_while_many_targets_do_not_read() throws Exception {
        try (RunningGateway gateway = gateway("timeouts: {heartbeat: 0s}")) {
            List<Session> stuck = new ArrayList<>();
            List<CompletableFuture<Void>> sending = new ArrayList<>();
            byte[] payload = random(FLOOD);
            for (int i = 0; i < 40; i++) {
                Session session = Session.open(gateway, target);
                stuck.add(session);
                sending.add(flood(session, payload));
            }
            stuck.forEach(BackpressureTest::awaitStandstill);
            Session other = Session.open(gateway, target);
            for (int i = 0; i < 100; i++) {
                other.exchange();
            }
            for (Session session : stuck) {
                assertEquals(RelayState.OPEN, session.live().relay().state());
                session.target().reset();
                session.client().close();
            }
            sending.forEach(CompletableFuture::join);
            other.target().close();
            assertEquals(1000, other.client().readToEnd().code());
        }
    }

    @Test
    void client_that_is_not_read_owes_no_pong() throws Exception {
        try (RunningGateway gateway = gateway("timeouts: {heartbeat: 30s, idle: 0s, stall: 0s}")) {
            Session session = Session.open(gateway, target);
            byte[] payload = random(FLOOD);
            CompletableFuture<Void> sending = flood(session, payload);
            awaitStandstill(session);
            for (int i = 0; i < 3; i++) {
                gateway.advance(Duration.ofSeconds(30));
                assertEquals(RawWebSocket.PING, session.client().read().opcode());
            }
            assertArrayEquals(payload, session.target().read(FLOOD));
            sending.join();
            session.exchange();
            session.target().close();
            assertEquals(1000, session.client().readToEnd().code());
        }
    }

    @Test
    void client_that_went_away_while_it_was_not_read_is_found_by_a_heartbeat() throws Exception {
        try (RunningGateway gateway = gateway("timeouts: {heartbeat: 30s, idle: 0s, stall: 0s}")) {
            Session session = Session.open(gateway, target);
            CompletableFuture<Void> sending = flood(session, random(FLOOD));
            awaitStandstill(session);
            session.client().reset();
            sending.join();
            Eventually.holds("the session ends", () -> {
                gateway.advance(Duration.ofSeconds(30));
                return session.live().relay().state() != RelayState.OPEN;
            });
            session.target().close();
        }
    }

    @Test
    void session_that_is_ended_while_its_client_is_not_read_ends_both_sides() throws Exception {
        try (RunningGateway gateway = gateway("timeouts: {heartbeat: 0s}")) {
            Session session = Session.open(gateway, target);
            CompletableFuture<Void> sending = flood(session, random(FLOOD));
            awaitStandstill(session);
            session.live().end();
            Eventually.holds("the session is gone", () -> {
                gateway.advance(Duration.ofMillis(100));
                return gateway.gateway().sessions().all().isEmpty();
            });
            sending.join();
            session.target().close();
        }
    }

    /** Opens sessions whose targets read nothing, and has each client send this until it is held back. */
    private List<Stuck> stuck(RunningGateway gateway, int count, Sending sending, String... headers) throws Exception {
        List<Stuck> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Session session = Session.open(gateway, target, headers);
            all.add(new Stuck(
                    session,
                    CompletableFuture.runAsync(
                            () -> {
                                try {
                                    sending.send(session.client());
                                } catch (IOException e) {
                                    throw new AssertionError(e);
                                }
                            },
                            flooding)));
        }
        for (Stuck one : all) {
            awaitStandstill(one.session());
            assertTrue(one.session().live().relay().figures().bytesUp() < FLOOD, "the client is not held back");
        }
        return all;
    }

    /** What a client sends. */
    private interface Sending {
        void send(RawWebSocket client) throws IOException;
    }

    /** A session whose target does not read yet, and its client's sending. */
    private record Stuck(Session session, CompletableFuture<Void> sending) {
        /** The target reads after all, and the session ends in order. */
        void assertAllArrives(byte[] payload) throws IOException {
            assertEquals(RelayState.OPEN, session.live().relay().state());
            assertArrayEquals(payload, session.target().read(payload.length));
            sending.join();
            session.target().close();
            assertEquals(1000, session.client().readToEnd().code());
        }
    }

    private void assertOthersGoOn(RunningGateway gateway) throws Exception {
        Session other = Session.open(gateway, target);
        for (int i = 0; i < 100; i++) {
            other.exchange();
        }
        other.target().close();
        assertEquals(1000, other.client().readToEnd().code());
    }

    private static Sending inMessages(byte[] payload, int length) {
        return client -> {
            for (int start = 0; start < payload.length; start += length) {
                client.send(Arrays.copyOfRange(payload, start, Math.min(start + length, payload.length)));
            }
        };
    }

    /** Packs to a hundredth: dozens of such messages fit into what is read from a client at once. */
    private static byte[] compressible(int count) {
        byte[] bytes = new byte[count];
        byte[] block = random(1000);
        for (int start = 0; start < count; start += block.length) {
            // Not the same all over: what is lost or comes twice is to be seen.
            block[start / block.length % block.length]++;
            System.arraycopy(block, 0, bytes, start, block.length);
        }
        return bytes;
    }

    /** What a message unpacks to was read already; where it cannot be held back, a thread may wait for its target. */
    @Test
    void compressed_messages_to_targets_that_do_not_read_take_constant_memory_and_nothing_is_lost() throws Exception {
        byte[] payload = compressible(FLOOD);
        Sending sending = client -> {
            for (int start = 0; start < FLOOD; start += FLOOD / 2) {
                client.sendCompressed(Arrays.copyOfRange(payload, start, start + FLOOD / 2));
            }
        };
        String routes = "routes: {/target: {target: '127.0.0.1:" + target.port() + "', compression: true}}\n";
        try (RunningGateway gateway =
                RunningGateway.start(container, routes + "limits: {queue: 256KiB}\ntimeouts: {heartbeat: 0s}\n")) {
            List<Stuck> all = stuck(gateway, 4, sending, "Sec-WebSocket-Extensions: permessage-deflate");
            for (Stuck one : all) {
                String extension = one.session().client().handshake().header("Sec-WebSocket-Extensions");
                assertTrue(extension.startsWith("permessage-deflate"), extension);
            }
            int buffers = gateway.gateway().engine().buffersInUse();
            assertTrue(buffers <= all.size() * (2 * QUEUE_BUFFERS + 1), () -> buffers + " buffers are held");
            assertOthersGoOn(gateway);
            for (Stuck one : all) {
                one.assertAllArrives(payload);
            }
        }
    }

    @Test
    void messages_longer_than_the_queue_are_held_back_and_nothing_is_lost() throws Exception {
        byte[] payload = random(FLOOD);
        String routes = "routes: {/target: '127.0.0.1:" + target.port() + "'}\n";
        try (RunningGateway gateway = RunningGateway.start(
                container, routes + "limits: {stalled-uploads: 0, queue: 1KiB}\ntimeouts: {heartbeat: 0s}\n")) {
            List<Stuck> all = stuck(gateway, 4, inMessages(payload, 60 * 1024));
            int buffers = gateway.gateway().engine().buffersInUse();
            assertTrue(buffers <= all.size() * 5, () -> buffers + " buffers are held");
            assertOthersGoOn(gateway);
            for (Stuck one : all) {
                one.assertAllArrives(payload);
            }
        }
    }

    @Test
    void session_for_which_no_memory_is_left_gets_1013_and_the_others_go_on() throws Exception {
        byte[] payload = random(FLOOD);
        // In the runner no thread may wait, whatever is allowed.
        String waiting = container == Container.JETTY ? "100" : "0";
        String routes = "routes: {/target: '127.0.0.1:" + target.port() + "'}\n";
        try (RunningGateway gateway = RunningGateway.start(
                container,
                routes + "limits: {stalled-uploads: " + waiting + ", queue: 32KiB, total-queue: 64KiB}\n"
                        + "timeouts: {heartbeat: 0s, linger: 5s}\n")) {
            // Takes three of the four buffers that there are.
            Stuck first = stuck(gateway, 1, inMessages(payload, 1000)).get(0);
            Session second = Session.open(gateway, target);
            CompletableFuture<Void> sending = flood(second, payload);
            RawWebSocket.Frame close = second.client().read();
            assertEquals(1013, close.closeCode());
            assertEquals("no room: try again later", close.closeReason());
            assertOthersGoOn(gateway);
            second.client().close();
            second.target().close();
            sending.join();
            first.assertAllArrives(payload);
        }
    }
}
