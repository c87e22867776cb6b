package io.sluice.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.testing.Eventually;
import io.sluice.testing.TestTarget;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A fault in one session ends that session at most. All sessions here share one loop. */
final class ContainmentTest {
    private static final RelaySettings SETTINGS = new RelaySettings(
            Duration.ofHours(1),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofHours(1),
            Duration.ZERO,
            Duration.ZERO,
            1 << 20,
            1,
            Bandwidth.UNLIMITED);

    private static final int HANGING_SECONDS = 30;

    private final AtomicBoolean memoryIsGone = new AtomicBoolean();
    private TestTarget target;
    private RelayEngine engine;

    @BeforeEach
    void start() throws Exception {
        target = new TestTarget();
        engine = new RelayEngine(1, Ticker.SYSTEM, size -> {
            if (memoryIsGone.get()) {
                throw new OutOfMemoryError("as a test wishes");
            }
            return ByteBuffer.allocateDirect(size);
        });
    }

    @AfterEach
    void stop() {
        engine.close();
        target.close();
        assertEquals(0, engine.buffersInUse());
    }

    private static <T> T soon(CompletableFuture<T> future) throws Exception {
        return future.get(HANGING_SECONDS, TimeUnit.SECONDS);
    }

    private Relay start(FakeClient client) {
        Relay relay = engine.relay(client, SETTINGS, client);
        relay.start(() -> List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port())));
        return relay;
    }

    private Relay open(FakeClient client) {
        Relay relay = start(client);
        Eventually.holds("the relay is open", () -> relay.state() == RelayState.OPEN);
        return relay;
    }

    /** A session that begins now works, from end to end. */
    private void assertOthersGoOn() throws Exception {
        byte[] hello = {1, 2, 3};
        FakeClient client = new FakeClient();
        Relay relay = open(client);
        try (TestTarget.Connection connection = target.accept()) {
            relay.receive(ByteBuffer.wrap(hello));
            assertArrayEquals(hello, connection.read(hello.length));
            connection.write(hello);
            assertArrayEquals(hello, soon(client.received).array());
        }
        assertEquals(1000, soon(client.closed));
        relay.clientGone(CloseReason.CLIENT_CLOSED);
        assertEquals(CloseReason.TARGET_ENDED, soon(client.ended));
    }

    @Test
    void failure_17_fault_in_one_session_ends_the_loop_for_all() throws Exception {
        FakeClient faulty = new FakeClient() {
            @Override
            public void send(ByteBuffer payload, SendCompletion completion) {
                throw new IllegalStateException("as a test wishes");
            }
        };
        Relay relay = open(faulty);
        try (TestTarget.Connection connection = target.accept()) {
            connection.write(new byte[1]);
            assertEquals(1011, soon(faulty.closed));
        }
        relay.clientGone(CloseReason.CLIENT_CLOSED);
        assertEquals(CloseReason.FAULT, soon(faulty.ended));
        assertEquals(1, engine.faults().count());
        assertOthersGoOn();
    }

    @Test
    void exception_when_the_target_has_accepted_ends_that_session() throws Exception {
        FakeClient faulty = new FakeClient() {
            @Override
            public void connected(Duration dial) {
                throw new IllegalStateException("as a test wishes");
            }
        };
        Relay relay = start(faulty);
        try (TestTarget.Connection connection = target.accept()) {
            assertEquals(1011, soon(faulty.closed));
            relay.clientGone(CloseReason.CLIENT_CLOSED);
            assertEquals(CloseReason.FAULT, soon(faulty.ended));
        }
        assertEquals(1, engine.faults().count());
        assertOthersGoOn();
    }

    @Test
    void exception_when_a_session_has_ended_harms_nobody() throws Exception {
        FakeClient faulty = new FakeClient() {
            @Override
            public void closed(CloseReason reason) {
                super.closed(reason);
                throw new IllegalStateException("as a test wishes");
            }
        };
        Relay relay = open(faulty);
        target.accept().close();
        assertEquals(1000, soon(faulty.closed));
        relay.clientGone(CloseReason.CLIENT_CLOSED);
        assertEquals(CloseReason.TARGET_ENDED, soon(faulty.ended));
        Eventually.holds("the fault is counted", () -> engine.faults().count() == 1);
        assertOthersGoOn();
    }

    @Test
    void send_whose_end_a_container_never_tells_is_not_waited_for_once_the_client_is_gone() throws Exception {
        FakeClient forgetful = new FakeClient() {
            @Override
            public void send(ByteBuffer payload, SendCompletion completion) {
                closed.complete(0);
            }
        };
        Relay relay = open(forgetful);
        try (TestTarget.Connection connection = target.accept()) {
            connection.write(new byte[1]);
            assertEquals(0, soon(forgetful.closed), "the send is under way");
            relay.clientGone(CloseReason.CLIENT_CLOSED);
            assertEquals(0, connection.readToEnd().length, "the target is told");
        }
        assertEquals(CloseReason.CLIENT_CLOSED, soon(forgetful.ended));
        assertOthersGoOn();
    }

    @Test
    void no_memory_to_read_into_ends_that_session_with_1013() throws Exception {
        FakeClient client = new FakeClient();
        Relay relay = open(client);
        try (TestTarget.Connection connection = target.accept()) {
            memoryIsGone.set(true);
            connection.write(new byte[1]);
            assertEquals(1013, soon(client.closed));
            relay.clientGone(CloseReason.CLIENT_CLOSED);
            assertEquals(CloseReason.NO_ROOM, soon(client.ended));
        }
        assertEquals(1, engine.faults().count());
        memoryIsGone.set(false);
        assertOthersGoOn();
    }

    @Test
    void no_memory_to_queue_in_ends_that_session_with_1013() throws Exception {
        FakeClient client = new FakeClient();
        Relay relay = open(client);
        try (TestTarget.Connection connection = target.accept()) {
            memoryIsGone.set(true);
            relay.receive(ByteBuffer.allocate(20_000_000));
            assertEquals(1013, soon(client.closed));
            relay.clientGone(CloseReason.CLIENT_CLOSED);
            assertEquals(CloseReason.NO_ROOM, soon(client.ended));
        }
        assertEquals(1, engine.faults().count());
        memoryIsGone.set(false);
        assertOthersGoOn();
    }

    @Test
    void log_that_blocks_holds_up_nothing_and_one_that_throws_is_counted() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        engine.putAside(() -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        engine.putAside(() -> {
            throw new IllegalStateException("as a test wishes");
        });
        assertOthersGoOn();
        over.countDown();
        Eventually.holds("the fault is counted", () -> engine.faults().count() == 1);
        CompletableFuture<Boolean> written = new CompletableFuture<>();
        engine.putAside(() -> written.complete(true));
        assertEquals(true, soon(written));
    }
}
