package io.sluice.container;

import static io.sluice.container.RelayedSession.aside;
import static io.sluice.container.RelayedSession.random;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.RawWebSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent arrives, whatever its size and however it is cut, in every stock container. */
@ParameterizedClass
@EnumSource(StockContainer.class)
final class ContainerPayloadIT {
    private static FreshTargets targets;
    private static FreshTargets.Routed texts;
    private static Path socket;
    private static ContainerProcess running;

    @RegisterExtension
    static final LogInFailures LOG = new LogInFailures(() -> running);

    @Parameter
    StockContainer container;

    @BeforeParameterizedClassInvocation
    static void start(StockContainer container, @TempDir Path folder) throws Exception {
        targets = new FreshTargets(30);
        texts = targets.take();
        socket = folder.resolve("target.socket");
        Path file = folder.resolve("sluice.yaml");
        Files.writeString(
                file,
                "routes:\n" + targets.yaml() + "  /unix: unix:" + socket + "\n" + "  /text: {target: '127.0.0.1:"
                        + texts.target().port() + "', frames: text}\n");
        ContainerBase base = container.newBase(Files.createDirectory(folder.resolve("base")));
        base.deploy("sluice");
        running = ContainerProcess.start(base, "-Dsluice.config=" + file);
        running.awaitStatus("/sluice/manage/health", 200);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (running != null) {
            running.close();
        }
        running = null;
        targets.close();
    }

    private RelayedSession open() throws Exception {
        return RelayedSession.open(running, targets.take());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 125, 126, 65_535, 65_536, 1_000_001, 8 << 20})
    void messages_of_any_size_arrive_whole_both_ways(int size) throws Exception {
        try (RelayedSession session = open()) {
            byte[] bytes = random(size);
            CompletableFuture<Void> sending = aside(() -> session.client().send(bytes));
            assertArrayEquals(bytes, session.target().read(size));
            sending.join();
            CompletableFuture<Void> writing = aside(() -> session.target().write(bytes));
            assertArrayEquals(bytes, session.client().readBytes(size));
            writing.join();
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 1", "100000, 999", "8388608, 65536"})
    void fragmented_messages_arrive_whole_with_pings_answered_between_the_fragments(int size, int fragment)
            throws Exception {
        try (RelayedSession session = open()) {
            byte[] bytes = random(size);
            CompletableFuture<Void> sending = aside(() -> {
                for (int from = 0; from < size; from += fragment) {
                    int to = Math.min(size, from + fragment);
                    if (from + fragment >= size / 2 && from < size / 2) {
                        session.client().send(true, RawWebSocket.PING, RelayedSession.HELLO);
                    }
                    session.client()
                            .send(
                                    to == size,
                                    from == 0 ? RawWebSocket.BINARY : RawWebSocket.CONTINUATION,
                                    Arrays.copyOfRange(bytes, from, to));
                }
            });
            assertArrayEquals(bytes, session.target().read(size));
            sending.join();
            RawWebSocket.Frame pong = session.client().read();
            assertEquals(RawWebSocket.PONG, pong.opcode());
            assertArrayEquals(RelayedSession.HELLO, pong.payload());
        }
    }

    @Test
    void both_directions_are_full_at_once_and_all_arrives() throws Exception {
        try (RelayedSession session = open()) {
            byte[] up = random(4_000_000);
            byte[] down = random(4_000_001);
            CompletableFuture<Void> sending = aside(() -> session.client().send(up));
            CompletableFuture<Void> writing = aside(() -> session.target().write(down));
            CompletableFuture<Void> reading =
                    aside(() -> assertArrayEquals(up, session.target().read(up.length)));
            assertArrayEquals(down, session.client().readBytes(down.length));
            CompletableFuture.allOf(sending, writing, reading).join();
        }
    }

    @Test
    void text_messages_arrive_as_utf_8_also_when_cut_within_a_character() throws Exception {
        try (RelayedSession session = open()) {
            byte[] bytes = "Grüße aus Köln: 30 € 😀".repeat(1000).getBytes(UTF_8);
            CompletableFuture<Void> sending = aside(() -> {
                // 7 has no divisor in common with the lengths of the characters: every kind of cut occurs.
                for (int from = 0; from < bytes.length; from += 7) {
                    int to = Math.min(bytes.length, from + 7);
                    session.client()
                            .send(
                                    to == bytes.length,
                                    from == 0 ? RawWebSocket.TEXT : RawWebSocket.CONTINUATION,
                                    Arrays.copyOfRange(bytes, from, to));
                }
            });
            assertArrayEquals(bytes, session.target().read(bytes.length));
            sending.join();
        }
    }

    @Test
    void text_frames_never_cut_a_character_that_the_target_wrote_in_pieces() throws Exception {
        try (RawWebSocket client = RawWebSocket.open(running.port(), "/sluice/text");
                RelayedSession session =
                        new RelayedSession(client, texts.target().accept())) {
            // Each piece but the last ends within a character; the client is seen to have got what is whole of it.
            byte[] bytes = "aéb€c😀d".getBytes(UTF_8);
            session.target().write(Arrays.copyOfRange(bytes, 0, 2));
            assertEquals("a", text(client.read()));
            session.target().write(Arrays.copyOfRange(bytes, 2, 5));
            assertEquals("éb", text(client.read()));
            session.target().write(Arrays.copyOfRange(bytes, 5, 10));
            assertEquals("€c", text(client.read()));
            session.target().write(Arrays.copyOfRange(bytes, 10, bytes.length));
            assertEquals("😀d", text(client.read()));
            byte[] many = "Grüße aus Köln: 30 € 😀".repeat(10_000).getBytes(UTF_8);
            CompletableFuture<Void> writing = aside(() -> {
                session.target().write(many);
                session.target().end();
            });
            RawWebSocket.Ended ended = client.readToEnd();
            writing.join();
            assertEquals(1000, ended.code());
            assertArrayEquals(many, ended.payload());
        }
    }

    private static String text(RawWebSocket.Frame frame) {
        assertEquals(RawWebSocket.TEXT, frame.opcode());
        assertTrue(frame.fin());
        return new String(frame.payload(), UTF_8);
    }

    @Test
    void unix_domain_socket_is_a_target_too() throws Exception {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            try (RawWebSocket client = RawWebSocket.open(running.port(), "/sluice/unix");
                    SocketChannel connection = server.accept()) {
                byte[] bytes = random(1_000_000);
                CompletableFuture<Void> sending = aside(() -> client.send(bytes));
                ByteBuffer received = ByteBuffer.allocate(bytes.length);
                while (received.hasRemaining() && connection.read(received) >= 0) {
                    // Goes on until all is there.
                }
                sending.join();
                assertArrayEquals(bytes, received.array());
                CompletableFuture<Void> writing = aside(() -> {
                    connection.write(received.flip());
                    connection.shutdownOutput();
                });
                RawWebSocket.Ended ended = client.readToEnd();
                writing.join();
                assertEquals(1000, ended.code());
                assertArrayEquals(bytes, ended.payload());
            }
        }
    }
}
