package io.sluice.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.Eventually;
import io.sluice.testing.FakeTicker;
import io.sluice.testing.TestTarget;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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
            1,
            Bandwidth.UNLIMITED);

    private static final RelayListener NOBODY = new RelayListener() {
        @Override
        public void connected(Duration dial) {}

        @Override
        public void closed(CloseReason reason) {}
    };

    /** A relay to a target that has accepted, over a client that cannot be paused. */
    private static Relay open(RelayEngine engine, FakeClient client, TestTarget target) {
        Relay relay = engine.relay(client, SETTINGS, NOBODY);
        relay.start(() -> List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port())));
        Eventually.holds("the relay is open", () -> relay.state() == RelayState.OPEN);
        return relay;
    }

    private static CompletableFuture<Void> flood(Relay relay, byte[] payload) {
        return CompletableFuture.runAsync(() -> relay.receive(ByteBuffer.wrap(payload)));
    }

    private static byte[] flood() {
        byte[] payload = new byte[20_000_000];
        new Random(1).nextBytes(payload);
        return payload;
    }

    @Test
    void thread_waits_for_the_target_where_reading_cannot_be_paused_and_nothing_is_lost() throws Exception {
        byte[] payload = flood();
        try (TestTarget target = new TestTarget();
                RelayEngine engine = new RelayEngine(1, Ticker.SYSTEM)) {
            Relay relay = open(engine, new FakeClient(), target);
            TestTarget.Connection connection = target.accept();
            CompletableFuture<Void> sending = flood(relay, payload);
            Eventually.holds("the thread waits", relay.figures()::stalled);
            assertArrayEquals(payload, connection.read(payload.length));
            sending.join();
            connection.close();
        }
    }

    @Test
    void more_threads_than_may_wait_end_their_sessions_with_1013() throws Exception {
        byte[] payload = flood();
        try (TestTarget target = new TestTarget();
                RelayEngine engine = new RelayEngine(1, Ticker.SYSTEM)) {
            FakeClient first = new FakeClient();
            Relay waiting = open(engine, first, target);
            CompletableFuture<Void> sending = flood(waiting, payload);
            Eventually.holds("the thread waits", waiting.figures()::stalled);
            FakeClient second = new FakeClient();
            flood(open(engine, second, target), payload).join();
            assertEquals(1013, second.closed.join());
            waiting.close(CloseReason.ENDED_BY_ADMINISTRATOR);
            sending.join();
            assertEquals(1008, first.closed.join());
        }
    }

    @Test
    void probes_that_wait_for_names_keep_no_session_waiting() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        Semaphore asking = new Semaphore(0);
        FakeTicker ticker = new FakeTicker();
        try (TestTarget target = new TestTarget();
                RelayEngine engine = new RelayEngine(1, ticker)) {
            List<CompletableFuture<Reachability>> found = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                CompletableFuture<Reachability> told = new CompletableFuture<>();
                found.add(told);
                engine.probe(
                        () -> {
                            asking.release();
                            try {
                                over.await();
                            } catch (InterruptedException e) {
                                throw new IOException(e);
                            }
                            return List.of();
                        },
                        Duration.ofSeconds(5),
                        told::complete);
            }
            asking.acquire(8);
            Eventually.holds("their time is over", () -> {
                ticker.advance(Duration.ofSeconds(5));
                engine.wakeUp();
                return found.stream().allMatch(CompletableFuture::isDone);
            });
            open(engine, new FakeClient(), target).cutOff(CloseReason.ENDED_BY_ADMINISTRATOR);
        } finally {
            over.countDown();
        }
    }

    /** A send that waits for its completion. */
    private record Sent(int count, Downstream.SendCompletion completion) {}

    /** A send takes as long as the client does; {@code stall} is for one that takes nothing at all. */
    @Test
    void client_that_takes_its_time_is_sent_little_at_once() throws Exception {
        FakeTicker ticker = new FakeTicker();
        BlockingQueue<Sent> sends = new LinkedBlockingQueue<>();
        FakeClient client = new FakeClient() {
            @Override
            public void send(ByteBuffer payload, SendCompletion completion) {
                sends.add(new Sent(payload.remaining(), completion));
            }
        };
        try (TestTarget target = new TestTarget();
                RelayEngine engine = new RelayEngine(1, ticker)) {
            open(engine, client, target);
            TestTarget.Connection connection = target.accept();
            CompletableFuture<Void> flooding = CompletableFuture.runAsync(() -> {
                try {
                    connection.write(flood());
                } catch (IOException e) {
                    // The test is over.
                }
            });
            Sent send = next(sends);
            while (send.count() <= DownloadBuffers.ORDINARY) {
                send.completion().completed(true);
                send = next(sends);
            }
            for (int i = 0; i < 10; i++) {
                ticker.advance(Duration.ofMillis(200));
                send.completion().completed(true);
                send = next(sends);
                assertTrue(send.count() <= DownloadBuffers.ORDINARY, send.count() + " bytes for a slow client");
            }
            while (send.count() <= DownloadBuffers.ORDINARY) {
                send.completion().completed(true);
                send = next(sends);
            }
            send.completion().completed(false);
            connection.close();
            flooding.join();
        }
    }

    private static Sent next(BlockingQueue<Sent> sends) throws InterruptedException {
        Sent send = sends.poll(30, TimeUnit.SECONDS);
        assertNotNull(send, "nothing more is sent");
        return send;
    }

    @Test
    void thread_that_waits_for_the_target_does_not_outlast_the_engine() throws Exception {
        try (TestTarget target = new TestTarget();
                RelayEngine engine = new RelayEngine(1, Ticker.SYSTEM)) {
            FakeClient client = new FakeClient();
            Relay relay = open(engine, client, target);
            CompletableFuture<Void> sending = flood(relay, flood());
            Eventually.holds("the thread waits", relay.figures()::stalled);
            // What was sent before the client was lost is still to be flushed, for as long as linger allows.
            relay.close(CloseReason.CLIENT_LOST);
            relay.cutOff(CloseReason.DRAINED);
            engine.close();
            sending.join();
            assertEquals(RelayState.CLOSED, relay.state());
            assertEquals(1006, client.closed.join());
        }
    }

    @Test
    void failure_13_name_resolves_to_one_address_when_checked_and_another_when_dialled() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        try (TestTarget target = new TestTarget();
                RelayEngine engine = new RelayEngine(1, Ticker.SYSTEM)) {
            // What a destination returns is what is dialled: it is asked once, and names are resolved nowhere else.
            Destination rebound = () -> {
                if (asked.incrementAndGet() > 1) {
                    throw new AssertionError("asked again");
                }
                return List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port()));
            };
            FakeClient client = new FakeClient();
            Relay relay = engine.relay(client, SETTINGS, NOBODY);
            relay.start(rebound);
            TestTarget.Connection connection = target.accept();
            relay.receive(ByteBuffer.wrap(new byte[] {7}));
            assertArrayEquals(new byte[] {7}, connection.read(1));
            connection.close();
            assertEquals(1000, client.closed.join());
            assertEquals(1, asked.get());
        }
    }

    @Test
    void heartbeat_that_becomes_due_while_one_is_being_sent_follows_it() throws Exception {
        Semaphore pings = new Semaphore(0);
        Semaphore sent = new Semaphore(0);
        FakeClient slow = new FakeClient() {
            @Override
            public void ping() {
                pings.release();
                sent.acquireUninterruptibly();
            }
        };
        FakeTicker ticker = new FakeTicker();
        RelaySettings heartbeats = new RelaySettings(
                Duration.ofHours(1),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofHours(1),
                Duration.ofSeconds(10),
                Duration.ZERO,
                1000,
                1,
                Bandwidth.UNLIMITED);
        try (TestTarget target = new TestTarget();
                RelayEngine engine = new RelayEngine(1, ticker)) {
            Relay relay = engine.relay(slow, heartbeats, NOBODY);
            relay.start(() -> List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port())));
            TestTarget.Connection connection = target.accept();
            Eventually.holds("the relay is open", () -> relay.state() == RelayState.OPEN);
            for (int i = 0; i < 3; i++) {
                ticker.advance(Duration.ofSeconds(10));
                engine.wakeUp();
                if (i > 0) {
                    sent.release();
                }
                assertTrue(pings.tryAcquire(30, TimeUnit.SECONDS), "a Ping is sent");
                relay.heard();
            }
            sent.release();
            connection.close();
            assertEquals(1000, slow.closed.join());
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
                engine.relay(new FakeClient(), SETTINGS, NOBODY).start(unanswered);
            }
            FakeClient client = new FakeClient();
            Relay relay = engine.relay(client, SETTINGS, NOBODY);
            relay.start(unanswered);
            relay.close(CloseReason.ENDED_BY_ADMINISTRATOR);
            assertEquals(1008, client.closed.join());
            answered.countDown();
        }
    }

    /** An address: whoever asks for it is not kept waiting. */
    private static Destination known(Destination destination) {
        return new Destination() {
            @Override
            public List<? extends SocketAddress> addresses() throws IOException {
                return destination.addresses();
            }

            @Override
            public boolean isKnown() {
                return true;
            }
        };
    }

    @Test
    void known_destination_is_dialled_although_no_name_is_answered() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        Destination unanswered = () -> {
            try {
                answered.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return List.of();
        };
        try (TestTarget target = new TestTarget();
                RelayEngine engine = new RelayEngine(1, Ticker.SYSTEM)) {
            // One loop begins them in order: whoever asks after these stands in line behind them.
            for (int i = 0; i < 100; i++) {
                engine.relay(new FakeClient(), SETTINGS, NOBODY).start(unanswered);
            }
            FakeClient client = new FakeClient();
            Relay relay = engine.relay(client, SETTINGS, NOBODY);
            relay.start(known(() -> List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port()))));
            Eventually.holds("the relay is open", () -> relay.state() == RelayState.OPEN);
            target.accept().close();
            assertEquals(1000, client.closed.join());
            answered.countDown();
        }
    }

    @Test
    void known_destination_that_cannot_be_dialled_ends_its_session_alone() throws Exception {
        try (TestTarget target = new TestTarget();
                Socket refusing = TestTarget.refusing();
                RelayEngine engine = new RelayEngine(1, Ticker.SYSTEM)) {
            List<Destination> bad = List.of(
                    () -> List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), refusing.getLocalPort())),
                    () -> List.of(UnixDomainSocketAddress.of("/no/such.sock")),
                    () -> {
                        throw new UnknownHostException("as a test wishes");
                    });
            for (Destination destination : bad) {
                FakeClient client = new FakeClient();
                Relay relay = engine.relay(client, SETTINGS, client);
                relay.start(known(destination));
                assertEquals(1014, client.closed.join());
                relay.clientGone(CloseReason.CLIENT_CLOSED);
                client.ended.join();
            }
            FakeClient broken = new FakeClient();
            engine.relay(broken, SETTINGS, NOBODY).start(known(() -> {
                throw new IllegalStateException("as a test wishes");
            }));
            assertEquals(1011, broken.closed.join());
            FakeClient client = new FakeClient();
            open(engine, client, target);
            target.accept().close();
            assertEquals(1000, client.closed.join());
        }
    }
}
