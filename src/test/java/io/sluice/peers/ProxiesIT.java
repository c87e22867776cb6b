package io.sluice.peers;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.PemFiles;
import io.sluice.session.LiveSession;
import io.sluice.testing.Container;
import io.sluice.testing.Eventually;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real proxies between client and gateway, which tell it the client's address; clients come from 127.0.0.9. */
@RequiresProgram(value = "haproxy", debian = "haproxy")
@RequiresProgram(value = "nginx", debian = "nginx-light")
@RequiresProgram(value = "openssl", debian = "openssl")
final class ProxiesIT {
    private static final String CLIENT = "127.0.0.9";
    private static final String FORWARDED_FOR = "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;";
    private static final String SCHEME = "proxy_set_header X-Forwarded-Proto $scheme;";
    private static final byte[] HELLO = "hello".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private TestTarget target;
    private RunningGateway gateway;

    @BeforeEach
    void start() throws Exception {
        target = new TestTarget();
        gateway = RunningGateway.start(Container.JETTY, configuration("127.0.0.1"));
    }

    @AfterEach
    void stop() {
        gateway.close();
        target.close();
    }

    private String configuration(String proxies) {
        return "trusted-proxies: [" + proxies + "]\nroutes: {/route: " + target.port() + "}\n";
    }

    private static Socket connect(ProxyProcess proxy) throws Exception {
        Socket socket = new Socket();
        socket.setSoTimeout(30_000);
        socket.bind(new InetSocketAddress(CLIENT, 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()));
        return socket;
    }

    /** Opens a session, relays both ways, and returns what the gateway takes for its client's address. */
    private String addressOf(Socket socket, String... headers) throws Exception {
        String address;
        try (RawWebSocket client = RawWebSocket.open(socket, "/route", headers);
                TestTarget.Connection connection = target.accept()) {
            client.send(HELLO);
            assertArrayEquals(HELLO, connection.read(HELLO.length));
            connection.write(HELLO);
            assertArrayEquals(HELLO, client.readBytes(HELLO.length));
            LiveSession session = gateway.gateway().sessions().all().iterator().next();
            address = session.details().address();
            connection.end();
            assertEquals(1000, client.readToEnd().code());
        }
        Eventually.holds("the session is over", () -> !gateway.gateway().busy());
        return address;
    }

    @ParameterizedTest
    @CsvSource({"send-proxy, " + CLIENT, "send-proxy-v2, " + CLIENT, "'', 127.0.0.1"})
    void haproxy_tells_the_address_before_the_first_byte(String option, String address) throws Exception {
        try (ProxyProcess proxy = ProxyProcess.haproxy(folder, gateway.port(), option)) {
            assertEquals(address, addressOf(connect(proxy)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"send-proxy", "send-proxy-v2"})
    void haproxy_that_is_not_trusted_is_refused(String option) throws Exception {
        gateway.apply(configuration("10.0.0.1"));
        try (ProxyProcess proxy = ProxyProcess.haproxy(folder, gateway.port(), option)) {
            assertEquals(400, RawWebSocket.http(proxy.port(), "GET", "/route").status());
        }
    }

    @Test
    void nginx_tells_the_address_in_a_header_and_what_the_client_wrote_is_not_believed() throws Exception {
        try (ProxyProcess proxy = ProxyProcess.nginx(folder, gateway.port(), "", FORWARDED_FOR)) {
            assertEquals(CLIENT, addressOf(connect(proxy)));
            assertEquals(CLIENT, addressOf(connect(proxy), "X-Forwarded-For: 6.6.6.6"));
            assertEquals(CLIENT, addressOf(connect(proxy), "X-Forwarded-For: 6.6.6.6, 127.0.0.1"));
            assertEquals(
                    400,
                    RawWebSocket.handshake(proxy.port(), "/route", "Forwarded: for=6.6.6.6")
                            .status());
        }
    }

    @Test
    void nginx_that_is_not_trusted_is_the_client_itself() throws Exception {
        gateway.apply(configuration("10.0.0.1"));
        try (ProxyProcess proxy = ProxyProcess.nginx(folder, gateway.port(), "", FORWARDED_FOR)) {
            assertEquals("127.0.0.1", addressOf(connect(proxy), "X-Forwarded-For: 6.6.6.6"));
        }
    }

    /** Pages that came by http are not the gateway's own once it knows that it is reached by https. */
    @Test
    void nginx_that_ends_tls_tells_that_it_was_there() throws Exception {
        PemFiles pem = PemFiles.make(folder, PemFiles.Form.EC_PKCS_8);
        String files = "ssl; ssl_certificate " + pem.certificate() + "; ssl_certificate_key " + pem.key();
        try (ProxyProcess proxy = ProxyProcess.nginx(folder, gateway.port(), files, FORWARDED_FOR + SCHEME)) {
            String page = "Origin: https://localhost:" + proxy.port();
            String plainPage = "Origin: http://localhost:" + proxy.port();
            assertEquals(CLIENT, addressOf(secured(pem, proxy), page));
            AssertionError refused =
                    assertThrows(AssertionError.class, () -> addressOf(secured(pem, proxy), plainPage));
            assertTrue(refused.getMessage().contains("status=403"), refused::getMessage);
            gateway.apply(configuration("10.0.0.1"));
            assertEquals("127.0.0.1", addressOf(secured(pem, proxy), plainPage), "without trust it does not know");
        }
    }

    private static Socket secured(PemFiles pem, ProxyProcess proxy) throws Exception {
        return pem.trusting().getSocketFactory().createSocket(connect(proxy), "127.0.0.1", proxy.port(), true);
    }
}
