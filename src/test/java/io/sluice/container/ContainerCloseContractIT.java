package io.sluice.container;

import static io.sluice.container.RelayedSession.HELLO;
import static io.sluice.container.RelayedSession.aside;
import static io.sluice.container.RelayedSession.random;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.RawWebSocket;
import io.sluice.testing.TestTarget;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The rows of the close contract that can be seen from outside without waiting for timers, in every container. */
@ParameterizedClass
@EnumSource(StockContainer.class)
final class ContainerCloseContractIT {
    private static FreshTargets targets;
    private static Socket gone;
    private static ContainerProcess running;

    @RegisterExtension
    static final LogInFailures LOG = new LogInFailures(() -> running);

    @Parameter
    StockContainer container;

    @BeforeParameterizedClassInvocation
    static void start(StockContainer container, @TempDir Path folder) throws Exception {
        targets = new FreshTargets(20);
        gone = TestTarget.refusing();
        Path file = folder.resolve("sluice.yaml");
        Files.writeString(
                file,
                "routes:\n" + targets.yaml() + "  /gone: 127.0.0.1:" + gone.getLocalPort() + "\n"
                        + "  /nowhere: no-such-host.invalid:5900\n"
                        + "  /unreachable: 255.255.255.255:5900\n");
        ContainerBase base = container.newBase(Files.createDirectory(folder.resolve("base")));
        base.deploy("sluice");
        running = ContainerProcess.start(base, "-Dsluice.config=" + file);
        running.awaitStatus("/sluice/manage/health", 200);
    }

    @AfterParameterizedClassInvocation
    static void stop() throws IOException {
        if (running != null) {
            running.close();
        }
        running = null;
        targets.close();
        gone.close();
    }

    private RelayedSession open() throws Exception {
        return RelayedSession.open(running, targets.take());
    }

    private RawWebSocket.Ended endOf(String path) throws Exception {
        try (RawWebSocket client = RawWebSocket.open(running.port(), path)) {
            return client.readToEnd();
        }
    }

    @Test
    void target_closes_at_once_and_the_client_gets_all_of_10_MiB_and_then_1000() throws Exception {
        try (RelayedSession session = open()) {
            byte[] bytes = random(10 << 20);
            CompletableFuture<Void> writing = aside(() -> {
                session.target().write(bytes);
                session.target().close();
            });
            RawWebSocket.Ended ended = session.client().readToEnd();
            writing.join();
            assertEquals(1000, ended.code());
            assertEquals("", ended.reason());
            assertArrayEquals(bytes, ended.payload());
            assertThrows(EOFException.class, session.client()::read);
        }
    }

    @Test
    void target_ends_its_stream_and_gets_the_end_of_the_other() throws Exception {
        try (RelayedSession session = open()) {
            session.exchange();
            session.target().end();
            assertEquals(1000, session.client().readToEnd().code());
            assertEquals(0, session.target().readToEnd().length);
        }
    }

    @Test
    void target_resets_and_the_client_gets_1011() throws Exception {
        try (RelayedSession session = open()) {
            session.exchange();
            session.target().reset();
            RawWebSocket.Ended ended = session.client().readToEnd();
            assertEquals(1011, ended.code());
            assertEquals("target reset", ended.reason());
        }
    }

    @Test
    void dial_is_refused_and_the_client_gets_1014_without_the_targets_address() throws Exception {
        RawWebSocket.Ended ended = endOf("/sluice/gone");
        assertEquals(1014, ended.code());
        assertEquals("target refused the connection", ended.reason());
    }

    @Test
    void dial_finds_no_name_and_the_client_gets_1014() throws Exception {
        RawWebSocket.Ended ended = endOf("/sluice/nowhere");
        assertEquals(1014, ended.code());
        assertEquals("target name not found", ended.reason());
    }

    @Test
    void dial_finds_no_way_and_the_client_gets_1014() throws Exception {
        RawWebSocket.Ended ended = endOf("/sluice/unreachable");
        assertEquals(1014, ended.code());
        assertEquals("target unreachable", ended.reason());
    }

    @Test
    void client_closes_and_the_target_gets_all_it_sent_and_then_the_end() throws Exception {
        try (RelayedSession session = open()) {
            byte[] bytes = random(3_000_000);
            CompletableFuture<Void> sending = aside(() -> {
                session.client().send(bytes);
                session.client().sendClose(1000);
            });
            assertArrayEquals(bytes, session.target().readToEnd());
            sending.join();
            RawWebSocket.Frame echo = session.client().read();
            assertTrue(echo.isClose());
            assertEquals(1000, echo.closeCode());
            assertThrows(EOFException.class, session.client()::read);
        }
    }

    @Test
    void client_closes_before_the_target_is_dialled_and_what_it_sent_still_arrives() throws Exception {
        FreshTargets.Routed routed = targets.take();
        try (RawWebSocket client = RawWebSocket.open(running.port(), "/sluice" + routed.path())) {
            client.send(HELLO);
            client.sendClose(1001);
            try (TestTarget.Connection connection = routed.target().accept()) {
                assertArrayEquals(HELLO, connection.readToEnd());
            }
            assertEquals(1001, client.read().closeCode());
        }
    }

    @Test
    void clients_connection_is_reset_and_the_target_gets_the_end() throws Exception {
        try (RelayedSession session = open()) {
            session.exchange();
            session.client().reset();
            assertEquals(0, session.target().readToEnd().length);
        }
    }

    @Test
    void clients_connection_ends_without_a_close_frame_and_the_target_gets_all_it_sent_and_the_end() throws Exception {
        try (RelayedSession session = open()) {
            session.exchange();
            session.client().send(HELLO);
            session.client().close();
            assertArrayEquals(HELLO, session.target().readToEnd());
        }
    }

    @Test
    void client_breaks_the_protocol_and_the_target_gets_the_end() throws Exception {
        try (RelayedSession session = open()) {
            // Nothing back: Tomcat sends no Close frame while it is still busy with another one.
            session.client().send(HELLO);
            session.target().read(HELLO.length);
            // Opcode 3 is reserved.
            session.client().send(true, 3, HELLO);
            assertEquals(0, session.target().readToEnd().length);
            assertEquals(1002, session.client().readToEnd().code());
        }
    }
}
