package io.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.Container;
import io.sluice.testing.Eventually;
import io.sluice.testing.LogLines;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RawWebSocket.Response;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How such gateways are known to fail, one test each, named after the failure. Five stand where what they need is:
 * {@code failure_12} in {@code RedeploymentIT} besides here, {@code failure_13} in {@code RelayEngineTest},
 * {@code failure_16} in {@code HeaderLimitsTest}, {@code failure_17} in {@code ContainmentTest}.
 */
@ParameterizedClass
@EnumSource(Container.class)
final class KnownFailuresTest {
    private static final String PATIENT = "timeouts: {heartbeat: 0s, stall: 0s, idle: 0s, linger: 5s}\n";

    private final Container container;
    private TestTarget target;

    KnownFailuresTest(Container container) {
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

    private RunningGateway gateway(String more) throws Exception {
        return RunningGateway.start(container, route("") + more);
    }

    private String route(String more) {
        return "routes: {/target: {target: '127.0.0.1:" + target.port() + "'" + more + "}}\n";
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static void assertEndsInOrder(Session session) throws IOException {
        session.target().close();
        assertEquals(1000, session.client().readToEnd().code());
    }

    private static void awaitNoSession(RunningGateway gateway) {
        Eventually.holds(
                "no session is left",
                () -> gateway.gateway().sessions().all().isEmpty()
                        && !gateway.gateway().busy());
    }

    @Test
    void failure_01_foreign_origin_is_accepted() throws Exception {
        try (RunningGateway gateway = gateway("")) {
            Response refused = RawWebSocket.handshake(gateway.port(), "/target", "Origin: http://evil.example");
            assertEquals(403, refused.status());
            assertFalse(gateway.gateway().busy(), "nothing was begun");
        }
    }

    @Test
    void failure_02_websockets_slip_past_security_constraints() throws Exception {
        // No container here has any constraint: the filter alone refuses, before the upgrade.
        try (RunningGateway gateway = RunningGateway.start(container, route(", access: {roles: [ops]}"))) {
            assertEquals(401, RawWebSocket.handshake(gateway.port(), "/target").status());
            assertEquals(
                    401, RawWebSocket.handshake(gateway.port(), "/./target").status());
            assertFalse(gateway.gateway().busy(), "nothing was begun");
        }
    }

    @Test
    void failure_03_client_that_does_not_read_is_never_given_up() throws Exception {
        try (RunningGateway gateway = gateway("timeouts: {stall: 30s, linger: 5s, heartbeat: 0s}\n")) {
            Session session = Session.open(gateway, target);
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                try {
                    while (true) {
                        session.target().write(random(100_000));
                    }
                } catch (IOException e) {
                    // The gateway has given the session up.
                }
            });
            // By our own timers: the containers' are off. The Close frame cannot be sent either.
            Eventually.holds("the session is gone", () -> {
                gateway.advance(Duration.ofSeconds(1));
                return gateway.gateway().sessions().all().isEmpty();
            });
            writing.join();
            assertTrue(session.client().endsWithoutClose());
        }
    }

    @Test
    void failure_04_hostile_frame_lengths_endless_fragments_and_no_answer_to_close() throws Exception {
        try (RunningGateway gateway = gateway(PATIENT)) {
            hostileLength(gateway);
            endlessFragments(gateway);
            Session silent = Session.open(gateway, target);
            silent.live().end();
            assertEquals(1008, silent.client().read().closeCode());
            Eventually.holds("the session is freed although the client does not answer", () -> {
                gateway.advance(Duration.ofSeconds(1));
                return gateway.gateway().sessions().all().isEmpty();
            });
        }
    }

    private void hostileLength(RunningGateway gateway) throws Exception {
        Session session = Session.open(gateway, target);
        byte[] frame = ByteBuffer.allocate(14)
                .put((byte) 0x82)
                .put((byte) 0xff)
                .putLong(-1)
                .putInt(0)
                .array();
        session.client().sendRaw(frame, frame.length);
        assertEquals(0, session.target().readToEnd().length);
        session.target().close();
        session.client().close();
        awaitNoSession(gateway);
    }

    private void endlessFragments(RunningGateway gateway) throws Exception {
        Session session = Session.open(gateway, target);
        byte[] part = random(1000);
        for (int i = 0; i < 5000; i++) {
            session.client().send(false, i == 0 ? RawWebSocket.BINARY : RawWebSocket.CONTINUATION, part);
            assertArrayEquals(part, session.target().read(part.length), "each part is passed on, and none kept");
        }
        session.client().reset();
        assertEquals(0, session.target().readToEnd().length);
        session.target().close();
        awaitNoSession(gateway);
    }

    @Test
    void failure_05_queues_grow_without_bound() throws Exception {
        try (RunningGateway gateway = gateway(PATIENT + "limits: {queue: 256KiB}\n")) {
            Session session = Session.open(gateway, target);
            byte[] payload = random(20_000_000);
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(session, payload));
            Eventually.holds("the client is held back", session.live().relay().figures()::stalled);
            long queued = gateway.gateway().engine().queuedBytes();
            assertTrue(queued <= 2 * 256 * 1024, () -> queued + " bytes are queued");
            assertArrayEquals(payload, session.target().read(payload.length));
            sending.join();
            assertEndsInOrder(session);
        }
    }

    private static void send(Session session, byte[] payload) {
        try {
            session.client().send(payload);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void write(Session session, byte[] payload) {
        try {
            session.target().write(payload);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void failure_06_both_directions_full_at_once_is_a_deadlock() throws Exception {
        try (RunningGateway gateway = gateway(PATIENT)) {
            Session session = Session.open(gateway, target);
            byte[] payload = random(20_000_000);
            CompletableFuture<Void> up = CompletableFuture.runAsync(() -> send(session, payload));
            CompletableFuture<Void> down = CompletableFuture.runAsync(() -> write(session, payload));
            Eventually.holds("the client is held back", session.live().relay().figures()::stalled);
            // One after the other: each must get through while the other is still full.
            assertArrayEquals(payload, session.client().readBytes(payload.length));
            assertArrayEquals(payload, session.target().read(payload.length));
            up.join();
            down.join();
            assertEndsInOrder(session);
        }
    }

    @Test
    void failure_07_last_bytes_before_the_targets_end_are_lost_or_sent_twice() throws Exception {
        try (RunningGateway gateway = gateway(PATIENT)) {
            byte[] payload = random(3_000_000);
            for (int i = 0; i < 10; i++) {
                Session session = Session.open(gateway, target);
                CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                    write(session, payload);
                    session.target().close();
                });
                RawWebSocket.Ended ended = session.client().readToEnd();
                writing.join();
                assertArrayEquals(payload, ended.payload());
                assertEquals(1000, ended.code());
            }
        }
    }

    @Test
    void failure_08_reply_after_the_clients_end_is_cut_off() throws Exception {
        try (RunningGateway gateway = gateway(PATIENT)) {
            Session session = Session.open(gateway, target);
            session.client().send(random(1000));
            session.client().sendClose(1000);
            assertEquals(1000, session.target().readToEnd().length, "the request is there, and its end is seen");
            // WebSocket has no half-close to carry this; but the target may finish in peace.
            session.target().write(random(1_000_000));
            session.target().end();
            assertEquals(1000, session.client().readToEnd().code());
            awaitNoSession(gateway);
            session.target().close();
        }
    }

    @Test
    void failure_09_long_messages_are_cut() throws Exception {
        try (RunningGateway gateway = gateway(PATIENT)) {
            Session session = Session.open(gateway, target);
            byte[] payload = random(9_000_000);
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(session, payload));
            assertArrayEquals(payload, session.target().read(payload.length), "one message in one frame");
            sending.join();
            assertEndsInOrder(session);
        }
    }

    @Test
    void failure_10_dead_peer_holds_its_slot_for_minutes() throws Exception {
        try (RunningGateway gateway = gateway("timeouts: {heartbeat: 30s, stall: 0s}\n")) {
            Session session = Session.open(gateway, target);
            session.exchange();
            // From here on the client is as good as unplugged: nothing comes from it, no end, no reset.
            gateway.advance(Duration.ofSeconds(30));
            assertEquals(RawWebSocket.PING, session.client().read().opcode());
            gateway.advance(Duration.ofSeconds(30));
            assertEquals(0, session.target().readToEnd().length);
            session.target().close();
            awaitNoSession(gateway);
        }
    }

    @Test
    void failure_11_descriptors_threads_or_memory_do_not_come_back() throws Exception {
        try (RunningGateway gateway = gateway(PATIENT)) {
            rounds(gateway, 20);
            int before = descriptors();
            rounds(gateway, 300);
            Eventually.holds("descriptors are back", () -> descriptors() <= before);
            assertEquals(0, gateway.gateway().engine().buffersInUse());
        }
    }

    private void rounds(RunningGateway gateway, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            Session session = Session.open(gateway, target);
            session.exchange();
            assertEndsInOrder(session);
            session.client().close();
        }
        awaitNoSession(gateway);
    }

    /** Of this process; 0 where the system does not tell. */
    private static int descriptors() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }

    @Test
    void failure_12_reload_cuts_sessions() throws Exception {
        try (RunningGateway gateway = gateway(PATIENT)) {
            Session session = Session.open(gateway, target);
            gateway.apply("routes: {/other: 1}\n");
            session.exchange();
            assertEquals(404, RawWebSocket.handshake(gateway.port(), "/target").status());
            assertEndsInOrder(session);
        }
    }

    @Test
    void failure_14_forwarded_for_is_believed_from_anyone() throws Exception {
        try (RunningGateway gateway = gateway(PATIENT + "limits: {sessions-per-address: 1}\n")) {
            Session session = Session.open(gateway, target);
            assertEquals("127.0.0.1", session.live().details().address());
            for (String header : new String[] {"X-Forwarded-For: 10.1.2.3", "Forwarded: for=10.1.2.3"}) {
                assertEquals(
                        429,
                        RawWebSocket.handshake(gateway.port(), "/target", header)
                                .status());
            }
            assertEndsInOrder(session);
        }
    }

    @Test
    void failure_15_secrets_and_targets_show_up_in_logs_and_answers() throws Exception {
        try (LogLines log = new LogLines("io.sluice");
                Socket gone = TestTarget.refusing()) {
            String address = "127.0.0.1:" + gone.getLocalPort();
            StringBuilder told = new StringBuilder();
            try (RunningGateway gateway = RunningGateway.start(container, "routes: {/gone: '" + address + "'}\n")) {
                String secret = "/gone?token=hidden-secret";
                String[] headers = {"Authorization: Bearer hidden-secret", "Cookie: token=hidden-secret"};
                RawWebSocket client = RawWebSocket.open(gateway.port(), secret, headers);
                RawWebSocket.Ended ended = client.readToEnd();
                assertEquals(1014, ended.code());
                told.append(ended.reason()).append(client.handshake());
                told.append(RawWebSocket.http(gateway.port(), "GET", secret, headers));
                told.append(RawWebSocket.http(gateway.port(), "GET", "/view/routes.json"));
                told.append(RawWebSocket.handshake(gateway.port(), secret, "Origin: http://evil.example"));
            }
            assertFalse(log.all().toString().contains("hidden-secret"), told::toString);
            // The record of who reached what, for operators, is the one that names targets.
            log.all().stream().filter(line -> !line.contains("\"event\":")).forEach(told::append);
            assertTrue(told.toString().contains("target-refused"), "the log is looked at: " + told);
            assertFalse(told.toString().contains("hidden-secret"), told::toString);
            assertFalse(told.toString().contains(Integer.toString(gone.getLocalPort())), told::toString);
        }
    }
}
