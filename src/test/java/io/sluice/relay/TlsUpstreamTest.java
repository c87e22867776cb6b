package io.sluice.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.Eventually;
import io.sluice.testing.TlsCertificate;
import io.sluice.testing.TlsTarget;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session with a target behind TLS, from the finished handshake to the end. */
final class TlsUpstreamTest {
    private static final String TLS_1_2 = "TLSv1.2";
    private static final String TLS_1_3 = "TLSv1.3";
    private static final int ALERT = 21;
    private static final int APPLICATION_DATA = 23;
    private static final long QUEUE = 100_000;
    private static final byte[] HELLO = "hello".getBytes(US_ASCII);

    private static TlsCertificate certificate;

    private RelayEngine engine;
    private TlsTarget target;
    private GatheringClient client;

    @BeforeAll
    static void makeCertificate(@TempDir Path folder) throws Exception {
        certificate = TlsCertificate.make(folder);
    }

    @BeforeEach
    void start() throws Exception {
        engine = new RelayEngine(1, Ticker.SYSTEM);
        target = new TlsTarget(certificate.showing());
        client = new GatheringClient();
    }

    @AfterEach
    void stop() {
        target.close();
        engine.close();
        assertEquals(0, engine.buffersInUse());
        assertEquals(0, engine.queuedBytes());
        assertEquals(0, engine.faults().count());
        assertTrue(
                Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("sluice-")),
                "a thread is left");
    }

    /** A session and its target's end of it. */
    private record Session(Relay relay, TlsTarget.Connection target) {}

    private Session open(String protocol) throws Exception {
        return open(protocol, settings(QUEUE, Bandwidth.UNLIMITED));
    }

    private Session open(String protocol, RelaySettings settings) throws Exception {
        Relay relay = engine.relay(client, settings, client);
        relay.start(TlsDestination.localhost(target.port(), certificate.trusting()));
        TlsTarget.Connection connection = target.accept(protocol);
        Eventually.holds("the relay is open", () -> relay.state() == RelayState.OPEN);
        return new Session(relay, connection);
    }

    private static RelaySettings settings(long queue, Bandwidth bandwidth) {
        return new RelaySettings(
                Duration.ofHours(1),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofHours(1),
                Duration.ZERO,
                Duration.ZERO,
                queue,
                1,
                bandwidth);
    }

    private static <T> T soon(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    private static byte[] random(int count, long seed) {
        byte[] bytes = new byte[count];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** Does this while the test goes on. */
    private static CompletableFuture<Void> meanwhile(Step step) {
        return CompletableFuture.runAsync(() -> {
            try {
                step.run();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private interface Step {
        void run() throws Exception;
    }

    /** Has the client send this, in small messages. */
    private static CompletableFuture<Void> sending(Session session, byte[] bytes) {
        return meanwhile(() -> {
            for (int at = 0; at < bytes.length; at += 10_000) {
                session.relay().receive(ByteBuffer.wrap(bytes, at, Math.min(10_000, bytes.length - at)));
            }
        });
    }

    private void assertEndedBy(CloseReason reason, Session session) throws Exception {
        assertEquals(reason.code(), soon(client.closed));
        session.relay().clientGone(CloseReason.CLIENT_CLOSED);
        assertEquals(reason, soon(client.ended));
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void bytes_go_both_ways_and_an_idle_session_holds_no_buffer(String protocol) throws Exception {
        Session session = open(protocol);
        for (int i = 0; i < 100; i++) {
            session.relay().receive(ByteBuffer.wrap(HELLO));
            assertArrayEquals(HELLO, session.target().read(HELLO.length));
            session.target().write(HELLO);
            client.awaitBytes((i + 1) * HELLO.length);
        }
        Eventually.holds("no buffer is held", () -> engine.buffersInUse() == 0);
        assertEquals(500, session.relay().figures().bytesUp());
        assertEquals(500, session.relay().figures().bytesDown());
        session.target().close();
        assertEndedBy(CloseReason.TARGET_ENDED, session);
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void much_goes_both_ways_at_once(String protocol) throws Exception {
        byte[] up = random(20_000_000, 1);
        byte[] down = random(20_000_000, 2);
        Session session = open(protocol);
        CompletableFuture<Void> uploading = meanwhile(() -> {
            Random sizes = new Random(3);
            for (int at = 0; at < up.length; ) {
                int count = Math.min(up.length - at, sizes.nextInt(100_000));
                session.relay().receive(ByteBuffer.wrap(up, at, count));
                at += count;
            }
        });
        CompletableFuture<Void> downloading = meanwhile(() -> {
            Random sizes = new Random(4);
            for (int at = 0; at < down.length; ) {
                int count = Math.min(down.length - at, sizes.nextInt(100_000));
                session.target().write(Arrays.copyOfRange(down, at, at + count));
                at += count;
            }
        });
        byte[] arrived = new byte[up.length];
        Random sizes = new Random(5);
        for (int at = 0; at < up.length; ) {
            at += session.target().readSome(arrived, at, Math.min(up.length - at, 1 + sizes.nextInt(2000)));
        }
        assertArrayEquals(up, arrived);
        soon(uploading);
        soon(downloading);
        client.awaitBytes(down.length);
        assertArrayEquals(down, client.bytes());
        session.target().close();
        assertEndedBy(CloseReason.TARGET_ENDED, session);
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void target_that_does_not_read_holds_the_client_back(String protocol) throws Exception {
        byte[] up = random(20_000_000, 1);
        Session session = open(protocol);
        CompletableFuture<Void> uploading = sending(session, up);
        Eventually.standsStill("what is taken", () -> session.relay().figures().bytesUp());
        // The queue's 100,000 bytes, and the records that the channel did not take.
        assertTrue(engine.buffersInUse() <= 8 + 1, engine.buffersInUse() + " buffers");
        // The other direction does not care.
        session.target().write(HELLO);
        client.awaitBytes(HELLO.length);
        assertArrayEquals(up, session.target().read(up.length));
        soon(uploading);
        session.target().close();
        assertEndedBy(CloseReason.TARGET_ENDED, session);
    }

    @Test
    void record_that_the_channel_did_not_take_whole_follows_without_another() throws Exception {
        byte[] part = random(10_000, 1);
        Session session = open(TLS_1_3);
        int parts = 0;
        do {
            session.relay().receive(ByteBuffer.wrap(part));
            parts++;
            Eventually.holds("it is encrypted", () -> engine.queuedBytes() == 0);
        } while (!isStuck());
        for (int i = 0; i < parts; i++) {
            assertArrayEquals(part, session.target().read(part.length));
        }
        session.target().close();
        assertEndedBy(CloseReason.TARGET_ENDED, session);
    }

    private boolean isStuck() {
        return IntStream.range(0, 1_000_000).allMatch(i -> engine.buffersInUse() > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void client_that_does_not_take_holds_the_target_back(String protocol) throws Exception {
        byte[] down = random(20_000_000, 1);
        client.takeNothing();
        Session session = open(protocol);
        CompletableFuture<Void> downloading = meanwhile(() -> {
            session.target().write(down);
            session.target().close();
        });
        client.awaitSend();
        assertTrue(engine.buffersInUse() <= 3, engine.buffersInUse() + " buffers");
        assertEquals(0, session.relay().figures().bytesDown());
        // The other direction does not care.
        session.relay().receive(ByteBuffer.wrap(HELLO));
        assertArrayEquals(HELLO, session.target().read(HELLO.length));
        client.takeAll();
        soon(downloading);
        assertEndedBy(CloseReason.TARGET_ENDED, session);
        assertArrayEquals(down, client.bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void send_that_waits_keeps_the_rest_of_a_record_and_the_end_for_later(String protocol) throws Exception {
        byte[] down = random(100_000, 1);
        client.takeNothing();
        Session session = open(protocol);
        session.target().write(down);
        session.target().end();
        for (int sends = 1; client.bytes().length < down.length; sends++) {
            assertTrue(sends < 100, "it never ends");
            client.awaitSend();
            client.takeOne();
        }
        assertEndedBy(CloseReason.TARGET_ENDED, session);
        assertArrayEquals(down, client.bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void bounded_bandwidth_gives_a_record_in_parts(String protocol) throws Exception {
        byte[] bytes = random(40_000, 1);
        Session session = open(protocol, settings(QUEUE, new Bandwidth(0, 50_000)));
        CompletableFuture<Void> uploading = meanwhile(() -> session.relay().receive(ByteBuffer.wrap(bytes)));
        session.target().write(bytes);
        session.target().below().socket().shutdownOutput();
        assertArrayEquals(bytes, session.target().read(bytes.length));
        soon(uploading);
        assertEndedBy(CloseReason.TARGET_RESET, session);
        assertArrayEquals(bytes, client.bytes());
        assertTrue(client.largestSend() <= 1000, client.largestSend() + " bytes at once");
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void many_small_records_arrive_in_order(String protocol) throws Exception {
        byte[] bytes = random(50_000, 1);
        Session session = open(protocol);
        for (byte one : bytes) {
            session.target().write(new byte[] {one});
        }
        session.target().close();
        assertEndedBy(CloseReason.TARGET_ENDED, session);
        assertArrayEquals(bytes, client.bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void end_of_tcp_without_the_end_of_tls_is_a_reset(String protocol) throws Exception {
        byte[] bytes = random(100_000, 1);
        Session session = open(protocol);
        session.target().write(bytes);
        session.target().below().end();
        assertEndedBy(CloseReason.TARGET_RESET, session);
        assertArrayEquals(bytes, client.bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void reset_below_tls_is_a_reset(String protocol) throws Exception {
        Session session = open(protocol);
        session.target().write(HELLO);
        client.awaitBytes(HELLO.length);
        session.target().below().reset();
        assertEndedBy(CloseReason.TARGET_RESET, session);
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void garbage_in_the_middle_is_a_reset_behind_what_was_good(String protocol) throws Exception {
        byte[] bytes = random(100_000, 1);
        Session session = open(protocol);
        session.target().write(bytes);
        // A record of application data that nobody has encrypted.
        session.target().below().write(new byte[] {23, 3, 3, 0, 40});
        session.target().below().write(new byte[40]);
        assertEndedBy(CloseReason.TARGET_RESET, session);
        assertArrayEquals(bytes, client.bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void record_that_is_too_long_is_a_reset(String protocol) throws Exception {
        Session session = open(protocol);
        session.target().below().write(new byte[] {23, 3, 3, -1, -1});
        assertEndedBy(CloseReason.TARGET_RESET, session);
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void client_that_ends_has_all_it_sent_delivered_and_the_target_may_finish(String protocol) throws Exception {
        byte[] up = random(1_000_000, 1);
        Session session = open(protocol);
        CompletableFuture<Void> uploading = meanwhile(() -> {
            session.relay().receive(ByteBuffer.wrap(up));
            session.relay().clientGone(CloseReason.CLIENT_CLOSED);
        });
        assertArrayEquals(up, session.target().read(up.length));
        soon(uploading);
        // More than fits into the buffers between: it is read although nobody wants it.
        session.target().write(random(20_000_000, 2));
        assertEquals(0, session.target().readToEnd().length, "the client's end is seen, in order");
        session.target().close();
        assertEquals(CloseReason.CLIENT_CLOSED, soon(client.ended));
    }

    @Test
    void target_answers_after_it_has_seen_the_clients_end() throws Exception {
        // TLS 1.2 as the JDK speaks it ends both directions at once.
        Session session = open(TLS_1_3);
        session.relay().receive(ByteBuffer.wrap(HELLO));
        session.relay().clientGone(CloseReason.CLIENT_CLOSED);
        assertArrayEquals(HELLO, session.target().readToEnd());
        session.target().write(random(20_000_000, 2));
        assertEquals(RelayState.ENDING, session.relay().state());
        session.target().close();
        assertEquals(CloseReason.CLIENT_CLOSED, soon(client.ended));
    }

    /** TLS 1.2 shows what kind of record each is. */
    private static int lastRecord(byte[] records) {
        int kind = 0;
        int at = 0;
        while (at + 5 <= records.length) {
            kind = records[at];
            at += 5 + ByteBuffer.wrap(records).getChar(at + 3);
        }
        return kind;
    }

    @Test
    void session_that_is_cut_off_while_something_is_on_its_way_does_not_say_that_this_was_all() throws Exception {
        // More than the system's buffers take when they have just taken some.
        Session session = open(TLS_1_2, settings(8_000_000, Bandwidth.UNLIMITED));
        CompletableFuture<Void> uploading = sending(session, random(20_000_000, 1));
        Eventually.standsStill("what is taken", () -> session.relay().figures().bytesUp());
        session.relay().cutOff(CloseReason.DRAINED);
        soon(uploading);
        session.relay().clientGone(CloseReason.CLIENT_CLOSED);
        assertEquals(CloseReason.DRAINED, soon(client.ended));
        assertEquals(APPLICATION_DATA, lastRecord(session.target().below().readToEnd()));
    }

    @Test
    void session_that_is_closed_says_that_this_was_all() throws Exception {
        Session session = open(TLS_1_2);
        session.relay().receive(ByteBuffer.wrap(HELLO));
        Eventually.holds("all is written", () -> engine.buffersInUse() == 0);
        session.relay().close(CloseReason.CLIENT_STALLED);
        session.relay().clientGone(CloseReason.CLIENT_CLOSED);
        assertEquals(CloseReason.CLIENT_STALLED, soon(client.ended));
        assertEquals(ALERT, lastRecord(session.target().below().readToEnd()));
    }

    @Test
    void target_changes_its_keys_and_asks_for_new_ones() throws Exception {
        Session session = open(TLS_1_3);
        byte[] bytes = random(200_000, 1);
        for (int i = 0; i < 10; i++) {
            session.target().renew();
            session.target().write(bytes);
            CompletableFuture<Void> uploading = meanwhile(() -> session.relay().receive(ByteBuffer.wrap(bytes)));
            assertArrayEquals(bytes, session.target().read(bytes.length));
            soon(uploading);
            client.awaitBytes((i + 1) * bytes.length);
        }
        session.target().close();
        assertEndedBy(CloseReason.TARGET_ENDED, session);
    }

    @Test
    void new_keys_are_given_once_the_target_reads_again() throws Exception {
        byte[] up = random(20_000_000, 1);
        Session session = open(TLS_1_3);
        CompletableFuture<Void> uploading = sending(session, up);
        Eventually.standsStill("what is taken", () -> session.relay().figures().bytesUp());
        for (int i = 0; i < 10; i++) {
            session.target().renew();
            session.target().write(HELLO);
            client.awaitBytes((i + 1) * HELLO.length);
        }
        assertArrayEquals(up, session.target().read(up.length));
        soon(uploading);
        session.target().close();
        assertEndedBy(CloseReason.TARGET_ENDED, session);
    }

    @Test
    void target_that_asks_for_new_keys_without_end_is_cut_off() throws Exception {
        Session session = open(TLS_1_3);
        session.target().write(HELLO);
        for (int i = 0; i <= 64; i++) {
            session.target().renew();
        }
        assertEndedBy(CloseReason.TARGET_RESET, session);
        assertArrayEquals(HELLO, client.bytes());
    }

    @Test
    void renegotiation_is_refused() throws Exception {
        Session session = open(TLS_1_2);
        session.target().write(HELLO);
        CompletableFuture<Void> renegotiating = CompletableFuture.runAsync(() -> {
            try {
                session.target().renew();
            } catch (IOException e) {
                // As it should be.
            }
        });
        assertEndedBy(CloseReason.TARGET_RESET, session);
        assertArrayEquals(HELLO, client.bytes());
        soon(renegotiating);
    }
}
