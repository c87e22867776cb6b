package io.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.peers.RequiresProgram;
import io.sluice.relay.Relay;
import io.sluice.relay.RelayState;
import io.sluice.session.LiveSession;
import io.sluice.testing.Container;
import io.sluice.testing.Eventually;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is slow behind TLS: in the runner one thread unpacks what many clients send, and must not wait for any. */
@RequiresProgram(value = "openssl", debian = "openssl")
final class TlsBackpressureIT {
    /** More than fits into all buffers on the way. */
    private static final int FLOOD = 20_000_000;

    private static final int STUCK = 8;
    private static final byte[] HELLO = {1, 2, 3};

    @TempDir
    private Path folder;

    private final ExecutorService flooding = Executors.newCachedThreadPool();
    private PemFiles files;
    private TestTarget target;
    private RunningGateway gateway;

    @BeforeEach
    void start() throws Exception {
        files = PemFiles.make(folder, PemFiles.Form.EC_PKCS_8);
        target = new TestTarget();
        gateway = RunningGateway.start(
                Container.JETTY, """
                tls: {certificate: '%s', key: '%s'}
                routes: {/target: %d}
                limits: {stalled-uploads: %d, queue: 256KiB}
                timeouts: {heartbeat: 0s}
                """.formatted(files.certificate(), files.key(), target.port(), STUCK));
    }

    @AfterEach
    void stop() {
        gateway.close();
        target.close();
        flooding.shutdownNow();
    }

    /** Both ends of a session. */
    private record Ends(RawWebSocket client, TestTarget.Connection target) {
        void assertEndsInOrder() throws IOException {
            target.close();
            assertEquals(1000, client.readToEnd().code());
        }
    }

    private Ends open() throws Exception {
        RawWebSocket client = RawWebSocket.open(
                files.trusting().getSocketFactory().createSocket("localhost", gateway.port()), "/target");
        client.socket().setSoTimeout(30_000);
        return new Ends(client, target.accept());
    }

    private CompletableFuture<Void> flood(Ends session, byte[] payload) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        session.client().send(payload);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                },
                flooding);
    }

    @Test
    void others_go_on_while_many_targets_do_not_read_and_nothing_is_lost() throws Exception {
        byte[] payload = new byte[FLOOD];
        new Random(1).nextBytes(payload);
        List<Ends> stuck = new ArrayList<>();
        List<CompletableFuture<Void>> sending = new ArrayList<>();
        for (int i = 0; i < STUCK; i++) {
            Ends session = open();
            stuck.add(session);
            sending.add(flood(session, payload));
        }
        List<Relay> relays = gateway.gateway().sessions().all().stream()
                .map(LiveSession::relay)
                .toList();
        assertEquals(STUCK, relays.size());
        for (Relay relay : relays) {
            Eventually.standsStill("what is taken from the client", relay.figures()::bytesUp);
            assertTrue(relay.figures().bytesUp() < FLOOD, "the client is not held back");
        }
        Ends other = open();
        for (int i = 0; i < 100; i++) {
            other.client().send(HELLO);
            assertArrayEquals(HELLO, other.target().read(HELLO.length));
            other.target().write(HELLO);
            assertArrayEquals(HELLO, other.client().readBytes(HELLO.length));
        }
        other.assertEndsInOrder();
        relays.forEach(relay -> assertEquals(RelayState.OPEN, relay.state()));
        for (int i = 0; i < STUCK; i++) {
            assertArrayEquals(payload, stuck.get(i).target().read(FLOOD));
            sending.get(i).join();
            stuck.get(i).assertEndsInOrder();
        }
    }
}
