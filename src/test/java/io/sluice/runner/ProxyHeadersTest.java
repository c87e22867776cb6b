package io.sluice.runner;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.Container;
import io.sluice.testing.Eventually;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PROXY headers before requests and WebSockets. 127.0.0.1 is trusted, 127.0.0.2 is not. */
final class ProxyHeadersTest {
    private static final String PROXY = "127.0.0.1";
    private static final String STRANGER = "127.0.0.2";
    private static final byte[] LINE = "PROXY TCP4 203.0.113.7 10.0.0.1 4711 443\r\n".getBytes(ISO_8859_1);
    private static final byte[] BYTES =
            HexFormat.of().parseHex("0d0a0d0a000d0a515549540a" + "2111000c" + "cb0071070a000001126701bb");
    private static final byte[] LOCAL = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a" + "20000000");
    private static final byte[] SIX = "PROXY TCP6 2001:db8::9 2001:db8::1 4711 443\r\n".getBytes(ISO_8859_1);
    private static final byte[] UNKNOWN = "PROXY UNKNOWN\r\n".getBytes(ISO_8859_1);
    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: gateway.example\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1);

    private TestTarget target;
    private RunningGateway gateway;

    @BeforeEach
    void start() throws Exception {
        target = new TestTarget();
        gateway = RunningGateway.start(
                Container.JETTY,
                "trusted-proxies: [" + PROXY + ", 10.0.0.0/8]\nlimits: {header-time: 10s}\nroutes: {/route: "
                        + target.port() + "}\n");
    }

    @AfterEach
    void stop() {
        gateway.close();
        target.close();
    }

    private Socket connect(String from) throws IOException {
        return RequestMirror.connect(from, gateway.port());
    }

    private static void send(Socket socket, byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        socket.getOutputStream().write(all.toByteArray());
    }

    private static String told(String from, byte[]... parts) throws Exception {
        try (RequestMirror mirror = RequestMirror.start(null, PROXY, "10.0.0.0/8");
                Socket socket = mirror.connect(from)) {
            send(socket, parts);
            String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }

    @Test
    void application_is_told_the_clients_address_and_port() throws Exception {
        String rest = " http false gateway.example:80 []";
        assertEquals("203.0.113.7 4711" + rest, told(PROXY, LINE, REQUEST));
        assertEquals("203.0.113.7 4711" + rest, told(PROXY, BYTES, REQUEST));
        assertEquals("[2001:db8:0:0:0:0:0:9] 4711" + rest, told(PROXY, SIX, REQUEST));
    }

    @Test
    void proxy_that_names_nobody_is_the_client() throws Exception {
        assertTrue(told(PROXY, REQUEST).startsWith("127.0.0.1 "));
        assertTrue(told(PROXY, LOCAL, REQUEST).startsWith("127.0.0.1 "));
        assertTrue(told(PROXY, UNKNOWN, REQUEST).startsWith("127.0.0.1 "));
    }

    @Test
    void client_behind_a_proxy_is_not_believed_for_that() throws Exception {
        byte[] lying = new String(REQUEST, ISO_8859_1)
                .replace("\r\n\r\n", "\r\nX-Forwarded-For: 6.6.6.6\r\n\r\n")
                .getBytes(ISO_8859_1);
        assertTrue(told(PROXY, LINE, lying).startsWith("203.0.113.7 "));
        byte[] nextProxy = "PROXY TCP4 10.0.0.2 10.0.0.1 4711 443\r\n".getBytes(ISO_8859_1);
        assertTrue(told(PROXY, nextProxy, lying).startsWith("6.6.6.6 "), "but a trusted proxy behind it is");
    }

    @Test
    void webSocket_goes_on_behind_a_header() throws Exception {
        for (byte[] header : new byte[][] {LINE, BYTES}) {
            Socket socket = connect(PROXY);
            send(socket, header);
            try (RawWebSocket client = RawWebSocket.open(socket, "/route");
                    TestTarget.Connection connection = target.accept()) {
                byte[] much = new byte[3 << 20];
                much[much.length - 1] = 7;
                client.send(much);
                assertArrayEquals(much, connection.read(much.length));
                connection.write(much);
                assertArrayEquals(much, client.readBytes(much.length));
                assertEquals(
                        "203.0.113.7",
                        gateway.gateway()
                                .sessions()
                                .all()
                                .iterator()
                                .next()
                                .details()
                                .address());
                connection.end();
                assertEquals(1000, client.readToEnd().code());
            }
            Eventually.holds("the session is over", () -> !gateway.gateway().busy());
        }
    }

    @Test
    void header_may_come_in_parts() throws Exception {
        for (byte[] header : new byte[][] {LINE, BYTES}) {
            try (Socket socket = connect(PROXY)) {
                socket.setTcpNoDelay(true);
                for (byte next : header) {
                    send(socket, new byte[] {next});
                }
                send(socket, REQUEST);
                assertEquals("HTTP/1.1 200", new String(socket.getInputStream().readNBytes(12), ISO_8859_1));
            }
        }
    }

    @Test
    void strangers_header_is_a_bad_request() throws Exception {
        for (byte[] header : new byte[][] {LINE, BYTES, LOCAL, UNKNOWN}) {
            try (Socket socket = connect(STRANGER)) {
                send(socket, header, REQUEST);
                String status = new String(socket.getInputStream().readNBytes(12), ISO_8859_1);
                // Two words are a request of HTTP/0.9.
                assertEquals(header == UNKNOWN ? "HTTP/1.1 505" : "HTTP/1.1 400", status);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY TCP4 nowhere 10.0.0.1 4711 443\r\n",
                "PROXY TCP4 203.0.113.7\r\n",
                "\r\n\r\n\0\r\nQUIT\n!\u0011\0\u0001a",
                "\r\n\r\n\0\r\nQUIT\n1\u0011\0\u000cabcdabcdabcd"
            })
    void header_that_does_not_fit_closes_the_connection(String header) throws Exception {
        try (Socket socket = connect(PROXY)) {
            send(socket, header.getBytes(ISO_8859_1), REQUEST);
            assertTrue(isClosed(socket));
        }
    }

    /** Whether it ends without another byte. */
    private static boolean isClosed(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 27})
    void header_that_does_not_come_is_not_awaited_forever(int sent) throws Exception {
        try (Socket socket = connect(PROXY)) {
            byte[] beginning = new byte[sent];
            System.arraycopy(BYTES, 0, beginning, 0, sent);
            send(socket, beginning);
            socket.setSoTimeout(10);
            Eventually.holds("the connection is closed", () -> {
                gateway.advance(Duration.ofSeconds(1));
                try {
                    return isClosed(socket);
                } catch (IOException e) {
                    return false;
                }
            });
        }
    }

    @Test
    void connection_that_ends_before_its_header_is_closed() throws Exception {
        try (Socket socket = connect(PROXY)) {
            send(socket, "PROXY TCP4 203".getBytes(ISO_8859_1));
            socket.shutdownOutput();
            assertTrue(isClosed(socket));
        }
    }
}
