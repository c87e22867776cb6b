package io.sluice.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.Configuration;
import io.sluice.config.ConfigurationSource;
import io.sluice.config.HostPort;
import io.sluice.config.RouteSettings;
import io.sluice.config.TargetSettings;
import io.sluice.config.TimeoutSettings;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RawWebSocket.Response;
import io.sluice.testing.TestTarget;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operators have a listener of their own, which no web page gets at. */
final class ManagementListenerTest {
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private TestTarget target;
    private Runner runner;
    private int port;

    @BeforeEach
    void start() throws Exception {
        target = new TestTarget();
        TargetSettings leadsTo = new TargetSettings.Tcp(new HostPort(HostPort.LOOPBACK, target.port()));
        runner = Runner.start(ConfigurationSource.of(Configuration.DEFAULT
                .withListen(new HostPort(HostPort.LOOPBACK, 0))
                .withManage(new HostPort(HostPort.LOOPBACK, 0))
                .withRoute(RouteSettings.of("/route", leadsTo, TimeoutSettings.DEFAULT))));
        port = Objects.requireNonNull(runner.operations()).getPort();
    }

    @AfterEach
    void stop() {
        target.close();
        runner.close();
    }

    private Response ask(String method, String path, String... headers) throws Exception {
        return RawWebSocket.http(port, method, path, headers);
    }

    @Test
    void sessions_are_listed_and_ended() throws Exception {
        assertEquals(
                "{\"total\":0,\"sessions\":[]}", ask("GET", "/manage/sessions").body());
        try (RawWebSocket client = RawWebSocket.open(runner.address().getPort(), "/route");
                TestTarget.Connection connection = target.accept()) {
            connection.write(new byte[3]);
            client.readBytes(3);
            Response listed = ask("GET", "/manage/sessions");
            assertEquals(200, listed.status());
            assertTrue(listed.body().contains("\"route\":\"/route\""), listed::body);
            assertTrue(listed.body().contains("\"target\":\"tcp://127.0.0.1:" + target.port()), listed::body);
            Matcher id = ID.matcher(listed.body());
            assertTrue(id.find());
            assertEquals(202, ask("DELETE", "/manage/sessions/" + id.group(1)).status());
            RawWebSocket.Ended ended = client.readToEnd();
            assertEquals(1008, ended.code());
            assertEquals("ended by an administrator", ended.reason());
        }
        assertEquals(404, ask("DELETE", "/manage/sessions/none").status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: for=127.0.0.1",
                "Via: 1.1 proxy",
                "X-Forwarded-For: 127.0.0.1",
                "x-forwarded-proto: https",
                "X-Real-IP: 127.0.0.1",
                "X-Client-IP: 127.0.0.1",
                "X-Cluster-Client-IP: 127.0.0.1",
                "True-Client-IP: 127.0.0.1",
                "CF-Connecting-IP: 127.0.0.1"
            })
    void request_through_a_proxy_is_refused(String header) throws Exception {
        assertEquals(403, ask("GET", "/manage/sessions", header).status());
        assertEquals(
                403, ask("POST", "/manage/drain", header, "Content-Length: 0").status());
        assertEquals("{\"status\":\"up\"}", ask("GET", "/manage/health", header).body());
    }

    /** As nginx's proxies do by default for long. */
    @Test
    void request_of_http_1_0_is_refused() throws Exception {
        assertEquals("HTTP/1.1 403", statusLine("GET /manage/sessions HTTP/1.0\r\nHost: localhost\r\n\r\n"));
        assertEquals("HTTP/1.1 403", statusLine("POST /manage/drain HTTP/1.0\r\nHost: localhost\r\n\r\n"));
        assertEquals("HTTP/1.1 200", statusLine("GET /manage/health HTTP/1.0\r\n\r\n"));
    }

    private String statusLine(String request) throws Exception {
        try (Socket socket = RawWebSocket.socket(port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.7", "127.0.0.1", "[2001:db8::7]", "[::1]", "LocalHost"})
    void addresses_are_no_rebound_names(String host) throws Exception {
        String[] own = {"Host: " + host + ":" + port, "Origin: http://" + host + ":" + port};
        assertEquals(200, ask("GET", "/manage/sessions", own).status());
    }

    @Test
    void routes_are_listed() throws Exception {
        assertEquals(
                "[{\"path\":\"/route\",\"title\":\"route\",\"group\":null,\"viewer\":\"none\",\"target\":\"tcp://127.0.0.1:"
                        + target.port() + "\",\"sessions\":0}]",
                ask("GET", "/manage/routes").body());
    }

    @Test
    void draining_refuses_new_sessions() throws Exception {
        assertEquals(202, ask("POST", "/manage/drain", "Content-Length: 0").status());
        assertEquals(503, ask("GET", "/manage/health").status());
        assertEquals(
                503,
                RawWebSocket.handshake(runner.address().getPort(), "/route").status());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example",
                "Host: localhost.evil.example",
                "Host: 127.0.0.1.evil.example",
                "Host: 0x7f000001",
                "Origin: http://127.0.0.1",
                "Origin: https://localhost:PORT",
                "Origin: http://localhost:1",
                "Origin: null",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void pages_of_others_and_rebound_names_are_refused(String pattern) throws Exception {
        String header = pattern.replace("PORT", Integer.toString(port));
        assertEquals(403, ask("GET", "/manage/sessions", header).status());
        assertEquals(
                403, ask("POST", "/manage/drain", header, "Content-Length: 0").status());
        assertEquals(200, ask("GET", "/manage/health").status());
    }

    @Test
    void routes_are_not_served_here_and_operations_not_there() throws Exception {
        assertEquals(404, RawWebSocket.handshake(port, "/route").status());
        assertEquals(
                404,
                RawWebSocket.http(runner.address().getPort(), "GET", "/manage/sessions")
                        .status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET /nothing", "TRACE /manage/health", "TRACE /manage/sessions"})
    void unknown_paths_and_traces_get_a_problem_and_every_answer_its_headers(String request) throws Exception {
        String[] parts = request.split(" ");
        Response response = ask(parts[0], parts[1]);
        assertEquals(404, response.status());
        assertTrue(response.header("Content-Type").startsWith("application/problem+json"), response::toString);
        for (Response any : new Response[] {response, ask("GET", "/manage/health"), ask("GET", "/manage/routes")}) {
            assertTrue(any.header("Content-Security-Policy").contains("default-src 'none'"), any::toString);
        }
    }

    @Test
    void its_own_page_may_act() throws Exception {
        String[] own = {"Origin: http://localhost:" + port, "Sec-Fetch-Site: same-origin"};
        assertEquals(200, ask("GET", "/manage/sessions", own).status());
        String[] byAddress = {"Host: 127.0.0.1:" + port, "Origin: http://127.0.0.1:" + port};
        assertEquals(200, ask("GET", "/manage/sessions", byAddress).status());
        assertEquals(200, ask("GET", "/manage/sessions", "Sec-Fetch-Site: none").status());
        assertEquals(
                403,
                ask("GET", "/manage/sessions", "Origin: http://localhost:" + port, "Origin: http://evil.example")
                        .status());
    }

    /** Through a token, whoever may open the route would be an operator. */
    @Test
    void no_token_leads_to_the_gateway_whatever_file_and_proxies_say(@TempDir Path folder) throws Exception {
        Path tokens = folder.resolve("tokens");
        Path file = folder.resolve("sluice.yaml");
        String rest = """
                listen: 127.0.0.1:0
                trusted-proxies: [127.0.0.1]
                destinations: {allow: ["127.0.0.1:1-65535"]}
                routes: {"/t/{token}": {target: {tokens: tokens}}}
                """;
        Files.writeString(tokens, "");
        Files.writeString(file, "manage: {listen: 127.0.0.1:0}\n" + rest);
        try (Runner other = Runner.start(ConfigurationSource.of(file))) {
            int operators = Objects.requireNonNull(other.operations()).getPort();
            int clients = other.address().getPort();
            Files.writeString(
                    tokens,
                    "operators: 127.0.0.1:%d\nclients: 127.0.0.1:%d\nother: 127.0.0.1:%d\n"
                            .formatted(operators, clients, target.port()));
            other.reload();
            try (Socket proxy = RawWebSocket.socket(clients)) {
                proxy.getOutputStream()
                        .write("PROXY TCP4 203.0.113.7 10.0.0.1 4711 443\r\n".getBytes(StandardCharsets.US_ASCII));
                assertEquals(403, RawWebSocket.handshake(proxy, "/t/clients").status());
            }
            RawWebSocket.open(clients, "/t/other").close();
            assertEquals(403, RawWebSocket.handshake(clients, "/t/operators").status());
            Files.writeString(file, "manage: off\n" + rest);
            other.reload();
            assertEquals(403, RawWebSocket.handshake(clients, "/t/operators").status());
            RawWebSocket.open(clients, "/t/other").close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/manage"})
    void root_leads_to_the_page(String path) throws Exception {
        Response response = ask("GET", path);
        assertEquals(303, response.status());
        assertEquals("/manage/", response.header("Location"));
    }
}
