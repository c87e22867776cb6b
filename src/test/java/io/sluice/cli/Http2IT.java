package io.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.peers.RequiresProgram;
import io.sluice.peers.SluiceProcess;
import io.sluice.testing.TestTarget;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.http2.frames.SettingsFrame;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WebSockets over HTTP/2, as browsers open them by https. */
@RequiresProgram(value = "openssl", debian = "openssl")
final class Http2IT {
    private static final long HANGING_SECONDS = 30;

    @TempDir
    private Path folder;

    private TestTarget target;
    private SluiceProcess gateway;
    private HTTP2Client client;
    private Session session;

    @BeforeEach
    void connect() throws Exception {
        PemFiles files = PemFiles.make(folder, PemFiles.Form.EC_PKCS_8);
        target = new TestTarget();
        gateway = SluiceProcess.serve(
                "--route",
                "/echo=127.0.0.1:" + target.port(),
                "--certificate",
                files.certificate().toString(),
                "--key",
                files.key().toString());
        client = new HTTP2Client();
        client.start();
        SslContextFactory.Client tls = new SslContextFactory.Client();
        tls.setSslContext(files.trusting());
        tls.start();
        CompletableFuture<Map<Integer, Integer>> settings = new CompletableFuture<>();
        session = client.connect(
                        tls,
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.port()),
                        new Session.Listener() {
                            @Override
                            public void onSettings(Session from, SettingsFrame frame) {
                                settings.complete(frame.getSettings());
                            }
                        })
                .get(HANGING_SECONDS, TimeUnit.SECONDS);
        assertEquals(
                1,
                settings.get(HANGING_SECONDS, TimeUnit.SECONDS).get(SettingsFrame.ENABLE_CONNECT_PROTOCOL),
                "extended CONNECT is not offered");
    }

    @AfterEach
    void disconnect() throws Exception {
        if (client != null) {
            client.stop();
        }
        if (gateway != null) {
            gateway.close();
        }
        target.close();
    }

    @Test
    void two_sessions_share_one_connection() throws Exception {
        Http2WebSocket one = open();
        try (TestTarget.Connection first = target.accept()) {
            Http2WebSocket other = open();
            try (TestTarget.Connection second = target.accept()) {
                assertRelays(one, first, "one");
                assertRelays(other, second, "other");
                assertRelays(one, first, "one again");
                first.end();
                assertArrayEquals(frame(Http2WebSocket.CLOSE, close(1000)), one.received(4));
                one.send(Http2WebSocket.CLOSE, close(1000));
                assertRelays(other, second, "the other lives on");
                other.send(Http2WebSocket.CLOSE, close(1000));
                assertEquals(0, second.readToEnd().length);
            }
        }
    }

    @Test
    void path_without_a_route_is_answered_with_404() throws Exception {
        assertEquals(
                404,
                Http2WebSocket.open(session, gateway.port(), "/nowhere")
                        .answer()
                        .getStatus());
    }

    private Http2WebSocket open() throws Exception {
        Http2WebSocket webSocket = Http2WebSocket.open(session, gateway.port(), "/echo");
        assertEquals(200, webSocket.answer().getStatus());
        assertEquals("binary", webSocket.answer().getHttpFields().get("sec-websocket-protocol"));
        return webSocket;
    }

    private static void assertRelays(Http2WebSocket webSocket, TestTarget.Connection connection, String text)
            throws Exception {
        byte[] bytes = text.getBytes(UTF_8);
        webSocket.send(Http2WebSocket.BINARY, bytes);
        assertArrayEquals(bytes, connection.read(bytes.length));
        connection.write(bytes);
        assertArrayEquals(frame(Http2WebSocket.BINARY, bytes), webSocket.received(2 + bytes.length));
    }

    private static byte[] close(int code) {
        return ByteBuffer.allocate(2).putShort((short) code).array();
    }

    /** As a server sends it, without mask. */
    private static byte[] frame(int opcode, byte[] payload) {
        return ByteBuffer.allocate(2 + payload.length)
                .put((byte) (0x80 | opcode))
                .put((byte) payload.length)
                .put(payload)
                .array();
    }
}
