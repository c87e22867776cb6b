package io.sluice.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.Eventually;
import io.sluice.testing.FakeTicker;
import io.sluice.testing.LogLines;
import io.sluice.testing.TestTarget;
import io.sluice.testing.TlsCertificate;
import io.sluice.testing.TlsTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes between a target's accepting and the session's first byte: a preamble, and TLS. */
final class TlsHandshakeTest {
    private static final String TLS_1_2 = "TLSv1.2";
    private static final String TLS_1_3 = "TLSv1.3";
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int ALERT_RECORD = 21;
    private static final int HANDSHAKE_RECORD = 22;
    private static final byte[] HELLO = "hello".getBytes(US_ASCII);
    private static final byte[] PREAMBLE = "PROXY TCP4 192.0.2.1 192.0.2.2 1000 443\r\n".getBytes(US_ASCII);

    private static TlsCertificate certificate;

    private final FakeTicker ticker = new FakeTicker();
    private final AtomicBoolean memoryIsGone = new AtomicBoolean();
    private final GatheringClient client = new GatheringClient();
    private LogLines log;
    private RelayEngine engine;
    private TlsTarget target;

    @BeforeAll
    static void makeCertificate(@TempDir Path folder) throws Exception {
        certificate = TlsCertificate.make(folder);
    }

    @BeforeEach
    void start() throws Exception {
        log = new LogLines("io.sluice.relay");
        engine = new RelayEngine(1, ticker, size -> {
            if (memoryIsGone.get()) {
                throw new OutOfMemoryError("as a test wishes");
            }
            return ByteBuffer.allocateDirect(size);
        });
        target = new TlsTarget(certificate.showing());
    }

    @AfterEach
    void stop() {
        target.close();
        engine.close();
        log.close();
        assertEquals(0, engine.buffersInUse());
        assertTrue(
                Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().startsWith("sluice-")),
                "a thread is left");
    }

    private Relay start(Destination destination) {
        return start(destination, client);
    }

    private Relay start(Destination destination, FakeClient of) {
        RelaySettings settings = new RelaySettings(
                CONNECT,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofHours(1),
                Duration.ZERO,
                Duration.ZERO,
                100_000,
                1,
                Bandwidth.UNLIMITED);
        Relay relay = engine.relay(of, settings, of);
        relay.start(destination);
        return relay;
    }

    private TlsDestination trusted() throws Exception {
        return TlsDestination.localhost(target.port(), certificate.trusting());
    }

    private static <T> T soon(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    private void assertEndedBy(CloseReason reason, Relay relay) throws Exception {
        assertEquals(reason.code(), soon(client.closed));
        relay.clientGone(CloseReason.CLIENT_CLOSED);
        assertEquals(reason, soon(client.ended));
    }

    /** The client is told that TLS failed, and the operator, in one line, why. */
    private void assertFailed(String why, Relay relay) throws Exception {
        assertEndedBy(CloseReason.TARGET_TLS_FAILED, relay);
        Eventually.holds("it is logged", () -> !log.all().isEmpty());
        engine.close();
        assertEquals(1, log.all().size(), () -> log.all().toString());
        String line = log.all().get(0);
        assertTrue(line.startsWith("WARNING TLS with a target failed: ") && line.contains(why), line);
    }

    private static SSLContext trusting(TrustManager... managers) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.length == 0 ? null : managers, null);
        return context;
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void certificate_of_an_unknown_issuer_fails(String protocol) throws Exception {
        Relay relay = start(TlsDestination.localhost(target.port(), trusting()));
        // With TLS 1.3 the target has finished before it hears of it.
        assertThrows(IOException.class, () -> target.accept(protocol).readToEnd());
        assertFailed("PKIX path building failed", relay);
    }

    @Test
    void target_is_told_why_there_is_no_tls() throws Exception {
        Relay relay = start(trusted());
        TestTarget.Connection connection = target.acceptTcp();
        byte[] record = connection.read(5);
        connection.read(ByteBuffer.wrap(record).getChar(3));
        // A message of a handshake, of a kind that there is not.
        connection.write(new byte[] {HANDSHAKE_RECORD, 3, 3, 0, 4, 99, 0, 0, 0});
        byte[] alert = connection.readToEnd();
        assertEquals(ALERT_RECORD, alert[0]);
        assertEquals(7, alert.length);
        assertFailed("", relay);
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void certificate_of_another_name_fails(String protocol) throws Exception {
        TlsDestination good = trusted();
        Relay relay = start(new TlsDestination("other.example", good.addresses(), good.context(), new byte[0]));
        assertThrows(IOException.class, () -> target.accept(protocol).readToEnd());
        assertFailed("No subject alternative DNS name matching other.example found", relay);
    }

    @Test
    void no_other_address_is_tried_when_tls_has_failed() throws Exception {
        try (TestTarget other = new TestTarget()) {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            List<SocketAddress> both = List.of(
                    new InetSocketAddress(loopback, target.port()), new InetSocketAddress(loopback, other.port()));
            Relay relay = start(new TlsDestination("localhost", both, trusting(), new byte[0]));
            assertThrows(IOException.class, () -> target.accept(TLS_1_2));
            assertFailed("PKIX path building failed", relay);
            try (Socket first = new Socket(loopback, other.port())) {
                assertEquals(first.getLocalPort(), other.accept().socket().getPort());
            }
        }
    }

    @Test
    void target_that_refuses_tls_fails() throws Exception {
        Relay relay = start(trusted());
        TestTarget.Connection connection = target.acceptTcp();
        connection.read(1);
        // An alert: fatal, handshake_failure.
        connection.write(new byte[] {21, 3, 3, 0, 2, 2, 40});
        assertFailed("handshake_failure", relay);
    }

    @Test
    void target_that_answers_in_plain_text_fails() throws Exception {
        Relay relay = start(trusted());
        target.acceptTcp().write("220 mail.example ESMTP\r\n".getBytes(US_ASCII));
        assertFailed("SSL message", relay);
    }

    @Test
    void target_that_answers_garbage_fails() throws Exception {
        Relay relay = start(trusted());
        byte[] garbage = new byte[100_000];
        Arrays.fill(garbage, (byte) 0xa5);
        System.arraycopy(new byte[] {HANDSHAKE_RECORD, 3, 3, 0x40, 0}, 0, garbage, 0, 5);
        target.acceptTcp().write(garbage);
        assertFailed("", relay);
    }

    @Test
    void target_that_closes_at_once_fails() throws Exception {
        Relay relay = start(trusted());
        TestTarget.Connection connection = target.acceptTcp();
        connection.read(1);
        connection.end();
        assertFailed("The target closed its connection in the TLS handshake", relay);
    }

    @Test
    void target_that_resets_at_once_fails() throws Exception {
        Relay relay = start(trusted());
        TestTarget.Connection connection = target.acceptTcp();
        connection.read(1);
        connection.reset();
        assertFailed("reset", relay);
    }

    @Test
    void handshake_that_trickles_is_ended_by_the_connect_timeout() throws Exception {
        Relay relay = start(trusted());
        TestTarget.Connection connection = target.acceptTcp();
        assertEquals(HANDSHAKE_RECORD, connection.read(1)[0]);
        connection.write(new byte[] {HANDSHAKE_RECORD, 3, 3, 0x40, 0});
        for (int i = 0; i < 100; i++) {
            connection.write(new byte[1]);
        }
        assertEquals(RelayState.DIALLING, relay.state());
        ticker.advance(CONNECT);
        engine.wakeUp();
        assertEndedBy(CloseReason.TARGET_TIMED_OUT, relay);
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void what_the_client_sends_meanwhile_is_kept(String protocol) throws Exception {
        Relay relay = start(trusted());
        relay.receive(ByteBuffer.wrap(HELLO));
        TestTarget.Connection below = target.acceptTcp();
        assertEquals(RelayState.DIALLING, relay.state());
        TlsTarget.Connection connection = target.handshake(below, protocol);
        assertArrayEquals(HELLO, connection.read(HELLO.length));
        connection.write(HELLO);
        client.awaitBytes(HELLO.length);
        connection.close();
        assertEndedBy(CloseReason.TARGET_ENDED, relay);
    }

    @Test
    void client_that_goes_away_meanwhile_ends_the_handshake() throws Exception {
        Relay relay = start(trusted());
        TestTarget.Connection connection = target.acceptTcp();
        assertEquals(HANDSHAKE_RECORD, connection.read(1)[0]);
        relay.clientGone(CloseReason.CLIENT_CLOSED);
        connection.readToEnd();
        assertEquals(CloseReason.CLIENT_CLOSED, soon(client.ended));
    }

    /** Is asked and does not answer before it may; then, everything is trusted. */
    private static final class Deciding implements X509TrustManager {
        private final CountDownLatch asked = new CountDownLatch(1);
        private final CountDownLatch decided = new CountDownLatch(1);

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) throws CertificateException {
            throw new CertificateException("This is no target");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {
            asked.countDown();
            try {
                decided.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    @Test
    void certificate_that_takes_long_to_check_holds_up_nobody_else() throws Exception {
        Deciding deciding = new Deciding();
        Relay slow = start(TlsDestination.localhost(target.port(), trusting(deciding)), new FakeClient());
        CompletableFuture<TlsTarget.Connection> accepting = CompletableFuture.supplyAsync(this::accept);
        assertTrue(deciding.asked.await(30, TimeUnit.SECONDS), "the certificate is checked");
        Relay relay = start(trusted());
        TlsTarget.Connection connection = target.accept(TLS_1_3);
        relay.receive(ByteBuffer.wrap(HELLO));
        assertArrayEquals(HELLO, connection.read(HELLO.length));
        assertEquals(RelayState.DIALLING, slow.state());
        deciding.decided.countDown();
        Eventually.holds("the other is open, too", () -> slow.state() == RelayState.OPEN);
        soon(accepting).close();
        connection.close();
        assertEndedBy(CloseReason.TARGET_ENDED, relay);
    }

    private TlsTarget.Connection accept() {
        try {
            return target.accept(TLS_1_2);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void session_that_ends_while_a_certificate_is_checked_is_over_at_once() throws Exception {
        Deciding deciding = new Deciding();
        Relay relay = start(TlsDestination.localhost(target.port(), trusting(deciding)));
        CompletableFuture<TlsTarget.Connection> accepting = CompletableFuture.supplyAsync(this::accept);
        assertTrue(deciding.asked.await(30, TimeUnit.SECONDS), "the certificate is checked");
        relay.clientGone(CloseReason.CLIENT_CLOSED);
        assertEquals(CloseReason.CLIENT_CLOSED, soon(client.ended));
        assertEquals(0, engine.buffersInUse());
        deciding.decided.countDown();
        assertThrows(Exception.class, () -> soon(accepting));
        assertEquals(0, engine.faults().count());
    }

    @Test
    void engine_that_cannot_be_made_is_a_fault_of_that_session_alone() throws Exception {
        Destination broken = new Destination() {
            @Override
            public List<? extends SocketAddress> addresses() {
                return List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port()));
            }

            @Override
            public TlsEngines tls() {
                return () -> {
                    throw new IllegalStateException("as a test wishes");
                };
            }
        };
        assertEndedBy(CloseReason.FAULT, start(broken));
        assertEquals(1, engine.faults().count());
    }

    @Test
    void no_memory_for_a_handshake_ends_the_session_with_1013() throws Exception {
        memoryIsGone.set(true);
        assertEndedBy(CloseReason.NO_ROOM, start(trusted()));
    }

    @Test
    void no_memory_to_encrypt_in_ends_the_session_with_1013() throws Exception {
        Relay relay = start(trusted());
        TlsTarget.Connection connection = target.accept(TLS_1_2);
        relay.receive(ByteBuffer.wrap(HELLO));
        connection.read(HELLO.length);
        Eventually.holds("no buffer is held", () -> engine.buffersInUse() == 0);
        // A handshake takes two buffers at once. Others hold them now: each has a record that is never finished.
        List<Relay> others = new ArrayList<>();
        List<TlsTarget.Connection> holding = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            others.add(start(trusted(), new FakeClient()));
            holding.add(target.accept(TLS_1_2));
            Eventually.holds("no buffer is held", () -> engine.buffersInUse() == 0);
        }
        for (TlsTarget.Connection each : holding) {
            each.below().write(new byte[] {23, 3, 3, 1, 0});
        }
        Eventually.holds("all buffers are held", () -> engine.buffersInUse() == holding.size());
        memoryIsGone.set(true);
        relay.receive(ByteBuffer.wrap(HELLO));
        assertEndedBy(CloseReason.NO_ROOM, relay);
        others.forEach(other -> other.cutOff(CloseReason.DRAINED));
    }

    @Test
    void no_memory_to_decrypt_in_ends_the_session_with_1013() throws Exception {
        Relay relay = start(trusted());
        TlsTarget.Connection connection = target.accept(TLS_1_2);
        Eventually.holds("the relay is open", () -> relay.state() == RelayState.OPEN);
        memoryIsGone.set(true);
        connection.write(HELLO);
        assertEndedBy(CloseReason.NO_ROOM, relay);
    }

    private static Destination greeting(int port, byte[] preamble) {
        return new Destination() {
            @Override
            public List<? extends SocketAddress> addresses() {
                return List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            }

            @Override
            public byte[] preamble() {
                return preamble.clone();
            }
        };
    }

    @Test
    void preamble_comes_before_what_the_client_sends_and_is_not_counted() throws Exception {
        Relay relay = start(greeting(target.port(), PREAMBLE));
        relay.receive(ByteBuffer.wrap(HELLO));
        TestTarget.Connection connection = target.acceptTcp();
        assertArrayEquals(PREAMBLE, connection.read(PREAMBLE.length));
        assertArrayEquals(HELLO, connection.read(HELLO.length));
        assertEquals(HELLO.length, relay.figures().bytesUp());
        connection.write(HELLO);
        client.awaitBytes(HELLO.length);
        connection.close();
        assertEndedBy(CloseReason.TARGET_ENDED, relay);
    }

    @ParameterizedTest
    @ValueSource(strings = {TLS_1_2, TLS_1_3})
    void preamble_comes_before_tls(String protocol) throws Exception {
        TlsDestination good = trusted();
        Relay relay = start(new TlsDestination(good.name(), good.addresses(), good.context(), PREAMBLE));
        relay.receive(ByteBuffer.wrap(HELLO));
        TestTarget.Connection below = target.acceptTcp();
        assertArrayEquals(PREAMBLE, below.read(PREAMBLE.length));
        TlsTarget.Connection connection = target.handshake(below, protocol);
        assertArrayEquals(HELLO, connection.read(HELLO.length));
        assertEquals(HELLO.length, relay.figures().bytesUp());
        connection.close();
        assertEndedBy(CloseReason.TARGET_ENDED, relay);
    }

    @Test
    void preamble_that_the_target_takes_in_parts_arrives_whole() throws Exception {
        byte[] preamble = new byte[20_000_000];
        new Random(1).nextBytes(preamble);
        Relay relay = start(greeting(target.port(), preamble));
        relay.receive(ByteBuffer.wrap(HELLO));
        TestTarget.Connection connection = target.acceptTcp();
        assertArrayEquals(preamble, connection.read(preamble.length));
        assertArrayEquals(HELLO, connection.read(HELLO.length));
        connection.close();
        assertEndedBy(CloseReason.TARGET_ENDED, relay);
    }

    @Test
    void preamble_that_the_target_does_not_take_is_ended_by_the_connect_timeout() throws Exception {
        Relay relay = start(greeting(target.port(), new byte[20_000_000]));
        target.acceptTcp().read(1);
        assertEquals(RelayState.DIALLING, relay.state());
        ticker.advance(CONNECT);
        engine.wakeUp();
        assertEndedBy(CloseReason.TARGET_TIMED_OUT, relay);
    }

    @Test
    void target_that_resets_before_it_has_taken_the_preamble_is_a_reset_target() throws Exception {
        Relay relay = start(greeting(target.port(), new byte[20_000_000]));
        TestTarget.Connection connection = target.acceptTcp();
        connection.read(1);
        connection.reset();
        assertEndedBy(CloseReason.TARGET_RESET, relay);
    }
}
