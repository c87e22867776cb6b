package io.sluice.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.peers.RequiresProgram;
import io.sluice.peers.SluiceProcess;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.TestTarget;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.eclipse.jetty.http2.api.Session;
import org.eclipse.jetty.http2.client.HTTP2Client;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process is given another certificate while WebSockets live. */
@RequiresProgram(value = "openssl", debian = "openssl")
final class CertificateReloadIT {
    private static final long HANGING_SECONDS = 30;
    private static final byte[] HELLO = "hello".getBytes(UTF_8);
    private static final Pattern RELOADED = Pattern.compile("Reloaded: 1 routes of ");

    @TempDir
    private Path folder;

    private PemFiles first;
    private PemFiles second;
    private PemFiles served;
    private TestTarget target;

    @BeforeEach
    void make() throws Exception {
        first = PemFiles.make(folder, PemFiles.Form.EC_PKCS_8);
        second = PemFiles.make(folder, PemFiles.Form.RSA_PKCS_8);
        served = new PemFiles(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
        target = new TestTarget();
        put(first);
    }

    @AfterEach
    void stop() {
        target.close();
    }

    private void put(PemFiles files) throws Exception {
        Files.copy(files.key(), served.key(), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(files.certificate(), served.certificate(), StandardCopyOption.REPLACE_EXISTING);
    }

    private SluiceProcess serve() throws Exception {
        return SluiceProcess.serve(
                "--route",
                "/echo=127.0.0.1:" + target.port(),
                "--certificate",
                served.certificate().toString(),
                "--key",
                served.key().toString());
    }

    private static RawWebSocket open(PemFiles trusted, SluiceProcess gateway) throws Exception {
        Socket socket = trusted.trusting().getSocketFactory().createSocket("127.0.0.1", gateway.port());
        return RawWebSocket.open(socket, "/echo");
    }

    private static void assertRelays(RawWebSocket client, TestTarget.Connection connection) throws Exception {
        client.send(HELLO);
        assertArrayEquals(HELLO, connection.read(HELLO.length));
        connection.write(HELLO);
        assertArrayEquals(HELLO, client.readBytes(HELLO.length));
    }

    @Test
    void new_connections_get_the_new_certificate_and_webSockets_go_on() throws Exception {
        try (SluiceProcess gateway = serve();
                RawWebSocket before = open(first, gateway);
                TestTarget.Connection old = target.accept()) {
            assertRelays(before, old);
            put(second);
            gateway.child().awaitError(RELOADED);
            assertRelays(before, old);
            assertThrows(SSLException.class, () -> open(first, gateway));
            try (RawWebSocket after = open(second, gateway);
                    TestTarget.Connection fresh = target.accept()) {
                assertEquals("max-age=31536000", after.handshake().header("Strict-Transport-Security"));
                assertRelays(after, fresh);
                assertRelays(before, old);
            }
            old.end();
            assertEquals(1000, before.readToEnd().code());
        }
    }

    @Test
    void webSockets_over_http_2_go_on_and_more_are_opened_on_their_connection() throws Exception {
        HTTP2Client client = new HTTP2Client();
        client.start();
        try (SluiceProcess gateway = serve()) {
            Session session = connect(client, first, gateway.port());
            Http2WebSocket before = Http2WebSocket.open(session, gateway.port(), "/echo");
            assertEquals(200, before.answer().getStatus());
            try (TestTarget.Connection old = target.accept()) {
                assertRelays(before, old);
                put(second);
                gateway.child().awaitError(RELOADED);
                assertRelays(before, old);
                Http2WebSocket after = Http2WebSocket.open(session, gateway.port(), "/echo");
                assertEquals(200, after.answer().getStatus());
                try (TestTarget.Connection fresh = target.accept()) {
                    assertRelays(after, fresh);
                }
                Session other = connect(client, second, gateway.port());
                Http2WebSocket another = Http2WebSocket.open(other, gateway.port(), "/echo");
                assertEquals(200, another.answer().getStatus());
            }
        } finally {
            client.stop();
        }
    }

    private static Session connect(HTTP2Client client, PemFiles trusted, int port) throws Exception {
        SslContextFactory.Client tls = new SslContextFactory.Client();
        tls.setSslContext(trusted.trusting());
        tls.start();
        return client.connect(
                        tls, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), new Session.Listener() {})
                .get(HANGING_SECONDS, TimeUnit.SECONDS);
    }

    private static void assertRelays(Http2WebSocket webSocket, TestTarget.Connection connection) throws Exception {
        webSocket.send(Http2WebSocket.BINARY, HELLO);
        assertArrayEquals(HELLO, connection.read(HELLO.length));
        connection.write(HELLO);
        byte[] frame = ByteBuffer.allocate(2 + HELLO.length)
                .put((byte) (0x80 | Http2WebSocket.BINARY))
                .put((byte) HELLO.length)
                .put(HELLO)
                .array();
        assertArrayEquals(frame, webSocket.received(frame.length));
    }

    @Test
    void broken_certificate_refuses_the_whole_configuration() throws Exception {
        Path file = folder.resolve("sluice.yaml");
        write(file, "/old");
        int operators = TestTarget.unusedPort();
        try (SluiceProcess gateway = SluiceProcess.start(
                List.of("serve", "--config", file.toString(), "--listen", "127.0.0.1:0", "--manage", "" + operators))) {
            Files.writeString(served.certificate(), "This is not a certificate.\n");
            write(file, "/new");
            gateway.child().awaitError(Pattern.compile("SEVERE Not reloaded: " + file + ":1: tls.certificate: "));
            RawWebSocket.Response health = RawWebSocket.http(operators, "GET", "/manage/health");
            assertTrue(health.body().contains("tls.certificate: "), health::body);
            assertTrue(health.body().contains("\"outcome\":\"refused\""), health::body);
            String routes =
                    RawWebSocket.http(operators, "GET", "/manage/routes").body();
            assertTrue(routes.contains("/old"), routes);
            Socket socket = first.trusting().getSocketFactory().createSocket("127.0.0.1", gateway.port());
            try (RawWebSocket client = RawWebSocket.open(socket, "/old");
                    TestTarget.Connection connection = target.accept()) {
                assertRelays(client, connection);
                put(second);
                gateway.child().awaitError(RELOADED);
                assertRelays(client, connection);
            }
        }
    }

    private void write(Path file, String path) throws Exception {
        Files.writeString(
                file,
                "tls: {certificate: " + served.certificate() + ", key: " + served.key() + "}\nroutes: {" + path + ": "
                        + target.port() + "}\n");
    }
}
