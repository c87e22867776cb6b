package io.sluice.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.relay.RelayState;
import io.sluice.testing.Container;
import io.sluice.testing.Eventually;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The close contract of the README, row by row, seen from both ends. */
@ParameterizedClass
@EnumSource(Container.class)
final class CloseContractTest {
    private static final byte[] HELLO = "hello".getBytes(UTF_8);

    private final Container container;
    private TestTarget target;

    CloseContractTest(Container container) {
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

    private RunningGateway gateway(String... more) throws Exception {
        return RunningGateway.start(
                container, "routes:\n  /target: 127.0.0.1:" + target.port() + "\n" + String.join("\n", more));
    }

    private Session open(RunningGateway gateway) throws Exception {
        return Session.open(gateway, target);
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static CompletableFuture<RawWebSocket.Ended> ending(RawWebSocket client) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return client.readToEnd();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void target_ends_its_stream_and_the_client_gets_every_byte_and_then_1000() throws Exception {
        try (RunningGateway gateway = gateway()) {
            byte[] bytes = random(3_000_000);
            Session session = open(gateway);
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                try {
                    session.target().write(bytes);
                    session.target().end();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            RawWebSocket.Ended ended = session.client().readToEnd();
            writing.join();
            assertEquals(1000, ended.code());
            assertEquals("", ended.reason());
            assertArrayEquals(bytes, ended.payload());
            assertEquals(0, session.target().readToEnd().length);
        }
    }

    @Test
    void target_resets_and_the_client_gets_1011() throws Exception {
        try (RunningGateway gateway = gateway()) {
            Session session = open(gateway);
            session.exchange();
            session.target().reset();
            RawWebSocket.Ended ended = session.client().readToEnd();
            assertEquals(1011, ended.code());
            assertEquals("target reset", ended.reason());
        }
    }

    /** A browser whose sending fails reads no further, and never learns why the session has ended. */
    @Test
    void client_may_go_on_sending_until_it_has_answered_the_close_frame() throws Exception {
        try (RunningGateway gateway = gateway()) {
            Session session = open(gateway);
            session.exchange();
            session.target().reset();
            assertEquals(1011, session.client().read().closeCode());
            for (int i = 0; i < 100; i++) {
                session.client().send(random(65536));
            }
            session.client().sendClose(1011);
            assertEquals(-1, session.client().socket().getInputStream().read());
        }
    }

    @Test
    void target_resets_while_the_client_sends_and_the_client_gets_1011() throws Exception {
        try (RunningGateway gateway = gateway()) {
            Session session = open(gateway);
            session.exchange();
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < 200; i++) {
                        session.client().send(random(65536));
                    }
                } catch (IOException e) {
                    // The gateway has ended the session.
                }
            });
            session.target().read(100_000);
            session.target().reset();
            RawWebSocket.Frame close = session.client().read();
            assertEquals(1011, close.closeCode());
            assertEquals("target reset", close.closeReason());
            session.client().close();
            sending.join();
        }
    }

    @Test
    void dial_is_refused_and_the_client_gets_1014_without_the_targets_address() throws Exception {
        try (Socket gone = TestTarget.refusing();
                RunningGateway gateway =
                        RunningGateway.start(container, "routes: {/gone: '127.0.0.1:" + gone.getLocalPort() + "'}")) {
            RawWebSocket.Ended ended =
                    RawWebSocket.open(gateway.port(), "/gone").readToEnd();
            assertEquals(1014, ended.code());
            assertEquals("target refused the connection", ended.reason());
        }
    }

    @Test
    void dial_finds_no_name_and_the_client_gets_1014() throws Exception {
        try (RunningGateway gateway =
                RunningGateway.start(container, "routes: {/nowhere: 'no-such-host.invalid:5900'}")) {
            RawWebSocket.Ended ended =
                    RawWebSocket.open(gateway.port(), "/nowhere").readToEnd();
            assertEquals(1014, ended.code());
            assertEquals("target name not found", ended.reason());
        }
    }

    @Test
    void dial_finds_no_way_and_the_client_gets_1014() throws Exception {
        // A broadcast address: the kernel refuses to connect to it at once, whatever the network.
        try (RunningGateway gateway =
                RunningGateway.start(container, "routes: {/unreachable: '255.255.255.255:5900'}")) {
            RawWebSocket.Ended ended =
                    RawWebSocket.open(gateway.port(), "/unreachable").readToEnd();
            assertEquals(1014, ended.code());
            assertEquals("target unreachable", ended.reason());
        }
    }

    @Test
    void dial_times_out_and_the_client_gets_1014() throws Exception {
        try (FullBacklog full = new FullBacklog();
                RunningGateway gateway = RunningGateway.start(
                        container,
                        "routes: {/slow: '127.0.0.1:" + full.port() + "'}\ntimeouts: {connect: 10s, linger: 10m}")) {
            RawWebSocket client = RawWebSocket.open(gateway.port(), "/slow");
            CompletableFuture<RawWebSocket.Ended> ended = ending(client);
            Eventually.holds("it gives up", () -> {
                gateway.advance(Duration.ofSeconds(1));
                return ended.isDone();
            });
            assertEquals(1014, ended.join().code());
            assertEquals("target did not answer in time", ended.join().reason());
        }
    }

    @Test
    void heartbeat_shorter_than_the_dial_does_not_disturb_it() throws Exception {
        try (FullBacklog full = new FullBacklog();
                RunningGateway gateway = RunningGateway.start(
                        container,
                        "routes: {/slow: '127.0.0.1:" + full.port() + "'}\n"
                                + "timeouts: {connect: 10s, heartbeat: 1s, linger: 10m}")) {
            RawWebSocket client = RawWebSocket.open(gateway.port(), "/slow");
            CompletableFuture<RawWebSocket.Ended> ended = ending(client);
            Eventually.holds("it gives up", () -> {
                gateway.advance(Duration.ofMillis(100));
                return ended.isDone();
            });
            assertEquals(1014, ended.join().code());
        }
    }

    @Test
    void client_closes_and_the_target_gets_all_it_sent_then_the_end_and_may_finish() throws Exception {
        try (RunningGateway gateway = gateway()) {
            Session session = open(gateway);
            byte[] bytes = random(1_000_000);
            CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> {
                try {
                    return session.target().readToEnd();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            session.client().send(bytes);
            session.client().sendClose(1000);
            RawWebSocket.Frame echo = session.client().read();
            assertTrue(echo.isClose());
            assertEquals(1000, echo.closeCode());
            assertArrayEquals(bytes, received.join());
            session.target().write("a last word that nobody hears".getBytes(UTF_8));
            session.target().close();
        }
    }

    @Test
    void client_closes_while_the_target_is_being_dialled_and_what_it_sent_still_arrives() throws Exception {
        try (RunningGateway gateway = gateway();
                RawWebSocket client = RawWebSocket.open(gateway.port(), "/target")) {
            client.send(HELLO);
            client.sendClose(1001);
            try (TestTarget.Connection connection = target.accept()) {
                assertArrayEquals(HELLO, connection.readToEnd());
            }
        }
    }

    @Test
    void client_closes_and_a_target_that_never_ends_is_closed_after_linger() throws Exception {
        try (RunningGateway gateway = gateway("timeouts: {linger: 5s}")) {
            Session session = open(gateway);
            session.exchange();
            session.client().sendClose(1000);
            assertEquals(0, session.target().readToEnd().length);
            assertEquals(RelayState.ENDING, session.live().relay().state());
            gateway.advance(Duration.ofSeconds(5));
            Eventually.holds(
                    "the session is gone",
                    () -> gateway.gateway().sessions().all().isEmpty());
        }
    }

    @Test
    void clients_connection_breaks_and_the_target_gets_all_it_sent_then_the_end() throws Exception {
        try (RunningGateway gateway = gateway()) {
            Session session = open(gateway);
            session.exchange();
            session.client().send(HELLO);
            assertArrayEquals(HELLO, session.target().read(HELLO.length));
            session.client().reset();
            assertEquals(0, session.target().readToEnd().length);
        }
    }

    @Test
    void clients_connection_breaks_while_the_target_sends_and_all_the_client_sent_arrives() throws Exception {
        try (RunningGateway gateway = gateway("timeouts: {heartbeat: 0s, stall: 0s}")) {
            Session session = open(gateway);
            byte[] bytes = random(200_000);
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                try {
                    session.target().write(random(16_000_000));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            session.client().send(bytes);
            Eventually.holds(
                    "all is accepted", () -> session.live().relay().figures().bytesUp() == bytes.length);
            session.client().reset();
            assertArrayEquals(bytes, session.target().readToEnd());
            writing.join();
            session.target().close();
        }
    }

    @Test
    void message_that_cannot_be_unpacked_ends_the_session_and_the_target_gets_what_came_before() throws Exception {
        String route = "{target: '127.0.0.1:" + target.port() + "', compression: true}";
        try (RunningGateway gateway = RunningGateway.start(container, "routes: {/target: " + route + "}\n")) {
            Session session = Session.open(gateway, target, "Sec-WebSocket-Extensions: permessage-deflate");
            session.client().sendCompressed(HELLO);
            // A third kind of block, which deflate has not.
            session.client().send(true, RawWebSocket.COMPRESSED | RawWebSocket.BINARY, new byte[] {-1, -1, -1});
            assertArrayEquals(HELLO, session.target().readToEnd());
            session.target().close();
            int code = session.client().readToEnd().code();
            assertTrue(code == 1002 || code == 1007, () -> "closed with " + code);
        }
    }

    @Test
    void client_answers_no_heartbeat_and_is_aborted() throws Exception {
        try (RunningGateway gateway = gateway("timeouts: {heartbeat: 30s, stall: 0s}")) {
            Session session = open(gateway);
            session.exchange();
            gateway.advance(Duration.ofSeconds(30));
            assertEquals(RawWebSocket.PING, session.client().read().opcode());
            gateway.advance(Duration.ofSeconds(30));
            assertEquals(0, session.target().readToEnd().length);
            assertTrue(session.client().endsWithoutClose());
        }
    }

    @Test
    void client_that_answers_heartbeats_stays() throws Exception {
        try (RunningGateway gateway = gateway("timeouts: {heartbeat: 30s, idle: 0s, stall: 0s}")) {
            Session session = open(gateway);
            for (int i = 0; i < 10; i++) {
                gateway.advance(Duration.ofSeconds(30));
                RawWebSocket.Frame ping = session.client().read();
                assertEquals(RawWebSocket.PING, ping.opcode());
                session.client().send(true, RawWebSocket.PONG, ping.payload());
                // Whatever is sent after the Pong is delivered after it.
                session.exchange();
            }
            session.target().close();
            assertEquals(1000, session.client().readToEnd().code());
        }
    }

    @Test
    void client_that_only_receives_is_asked_in_between_and_stays() throws Exception {
        try (RunningGateway gateway = gateway("timeouts: {heartbeat: 30s, idle: 0s, stall: 0s}")) {
            Session session = open(gateway);
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < 200; i++) {
                        session.target().write(random(1_000_000));
                    }
                    session.target().reset();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            int pings = 0;
            for (int i = 0; i < 10; i++) {
                gateway.advance(Duration.ofSeconds(30));
                RawWebSocket.Frame frame = session.client().read();
                while (frame.opcode() != RawWebSocket.PING) {
                    assertEquals(RawWebSocket.BINARY, frame.opcode());
                    frame = session.client().read();
                }
                pings++;
                session.client().send(true, RawWebSocket.PONG, frame.payload());
                long up = session.live().relay().figures().bytesUp();
                session.client().send(HELLO);
                // Delivered after the Pong.
                Eventually.holds(
                        "the Pong has arrived",
                        () -> session.live().relay().figures().bytesUp() > up);
            }
            assertEquals(10, pings);
            assertEquals(1011, session.client().readToEnd().code());
            writing.join();
        }
    }

    @Test
    void client_that_does_not_read_gets_1008_once_it_reads_again() throws Exception {
        try (RunningGateway gateway = gateway("timeouts: {stall: 30s, heartbeat: 0s}")) {
            Session session = open(gateway);
            stall(gateway, session);
            assertThrows(IOException.class, () -> writeForEver(session));
            RawWebSocket.Ended ended = session.client().readToEnd();
            assertEquals(1008, ended.code());
            assertEquals("client does not read", ended.reason());
        }
    }

    @Test
    void client_that_never_reads_is_aborted_after_linger() throws Exception {
        try (RunningGateway gateway = gateway("timeouts: {stall: 30s, linger: 5s, heartbeat: 0s}")) {
            Session session = open(gateway);
            stall(gateway, session);
            assertThrows(IOException.class, () -> writeForEver(session));
            gateway.advance(Duration.ofSeconds(5));
            Eventually.holds(
                    "the session is gone",
                    () -> gateway.gateway().sessions().all().isEmpty());
            Eventually.holds(
                    "its buffer is back", () -> gateway.gateway().engine().buffersInUse() == 0);
            assertTrue(session.client().endsWithoutClose());
        }
    }

    /** Has the target write more than fits on the way, and moves the clock until the gateway has had enough. */
    private static void stall(RunningGateway gateway, Session session) {
        CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
            try {
                session.target().write(random(16_000_000));
            } catch (IOException e) {
                // The session has ended.
            }
        });
        Eventually.holds("the stall is noticed", () -> {
            gateway.advance(Duration.ofSeconds(1));
            return session.live().relay().state() != RelayState.OPEN;
        });
        writing.join();
    }

    private static void writeForEver(Session session) throws IOException {
        while (true) {
            session.target().write(HELLO);
        }
    }

    @Test
    void idle_session_gets_1008_and_the_target_the_end_of_the_stream() throws Exception {
        try (RunningGateway gateway = gateway("timeouts: {idle: 1h, heartbeat: 0s, stall: 0s}")) {
            Session session = open(gateway);
            session.exchange();
            gateway.advance(Duration.ofHours(1));
            RawWebSocket.Ended ended = session.client().readToEnd();
            assertEquals(1008, ended.code());
            assertEquals("idle for too long", ended.reason());
            assertEquals(0, session.target().readToEnd().length);
            session.target().close();
        }
    }

    @Test
    void session_that_is_too_old_gets_1008_and_the_target_the_end_of_the_stream() throws Exception {
        try (RunningGateway gateway = gateway("timeouts: {max-session: 8h, heartbeat: 0s, idle: 0s, stall: 0s}")) {
            Session session = open(gateway);
            session.exchange();
            gateway.advance(Duration.ofHours(8));
            RawWebSocket.Ended ended = session.client().readToEnd();
            assertEquals(1008, ended.code());
            assertEquals("longest session time reached", ended.reason());
            assertEquals(0, session.target().readToEnd().length);
            session.target().close();
        }
    }

    @Test
    void administrator_ends_a_session_with_1008_and_the_target_gets_the_end_of_the_stream() throws Exception {
        try (RunningGateway gateway = gateway()) {
            Session session = open(gateway);
            session.exchange();
            session.live().end();
            RawWebSocket.Ended ended = session.client().readToEnd();
            assertEquals(1008, ended.code());
            assertEquals("ended by an administrator", ended.reason());
            assertEquals(0, session.target().readToEnd().length);
            session.target().close();
        }
    }

    @Test
    void gateway_stops_with_1012_and_the_target_gets_the_end_of_the_stream() throws Exception {
        Session session;
        CompletableFuture<RawWebSocket.Ended> ended;
        try (RunningGateway gateway = gateway()) {
            session = open(gateway);
            session.exchange();
            Session opened = session;
            ended = CompletableFuture.supplyAsync(() -> {
                try {
                    RawWebSocket.Ended end = opened.client().readToEnd();
                    assertEquals(0, opened.target().readToEnd().length);
                    opened.target().close();
                    return end;
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        }
        assertEquals(1012, ended.join().code());
        assertEquals("gateway is restarting", ended.join().reason());
    }

    @Test
    void no_memory_is_left_for_what_waits_and_the_client_gets_1013() throws Exception {
        try (RunningGateway gateway =
                gateway("limits: {total-queue: 64KiB, stalled-uploads: 0}", "timeouts: {linger: 5s}")) {
            Session session = open(gateway);
            session.exchange();
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    while (true) {
                        session.client().send(random(65536));
                    }
                } catch (IOException e) {
                    // The gateway has ended the session.
                }
            });
            RawWebSocket.Frame close = session.client().read();
            assertEquals(1013, close.closeCode());
            assertEquals("no room: try again later", close.closeReason());
            session.client().close();
            sending.join();
            assertThrows(SocketException.class, () -> writeForEver(session));
        }
    }

    @Test
    void upload_waits_for_a_slow_target_and_then_all_of_it_arrives() throws Exception {
        try (RunningGateway gateway = gateway("limits: {queue: 64KiB}")) {
            Session session = open(gateway);
            byte[] bytes = random(20_000_000);
            CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
                try {
                    session.client().send(bytes);
                    session.client().sendClose(1000);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertArrayEquals(bytes, session.target().readToEnd());
            sending.join();
            session.target().close();
        }
    }
}
