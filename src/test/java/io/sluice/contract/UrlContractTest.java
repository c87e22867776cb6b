package io.sluice.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.access.Refusal;
import io.sluice.testing.Container;
import io.sluice.testing.Eventually;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RawWebSocket.Response;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The URL contract of the README, line by line. */
@ParameterizedClass
@EnumSource(Container.class)
final class UrlContractTest {
    private static final String DEFLATE = "Sec-WebSocket-Extensions: permessage-deflate";

    private final Container container;
    private TestTarget target;
    private RunningGateway gateway;

    UrlContractTest(Container container) {
        this.container = container;
    }

    @BeforeEach
    void start() throws Exception {
        target = new TestTarget();
        gateway = RunningGateway.start(container, """
                routes:
                  /plain: %1$d
                  /desk: {target: %1$d, viewer: vnc}
                  /packed: {target: %1$d, compression: true}
                  /text: {target: %1$d, frames: text}
                  /ops: {target: %1$d, access: {roles: ops}}
                  /portal: {target: %1$d, access: {origins: ["https://portal.example.com"]}}
                  /one: {target: %1$d, limits: {sessions: 1}}
                limits: {sessions: 2}
                timeouts: {heartbeat: 0s, idle: 0s}
                """.formatted(target.port()));
    }

    @AfterEach
    void stop() {
        target.close();
        gateway.close();
    }

    private RawWebSocket open(String path, String... headers) throws Exception {
        return RawWebSocket.open(gateway.port(), path, headers);
    }

    private Response http(String method, String path, String... headers) throws Exception {
        return RawWebSocket.http(gateway.port(), method, path, headers);
    }

    private Response handshake(String path, String... headers) throws Exception {
        return RawWebSocket.handshake(gateway.port(), path, headers);
    }

    private static void assertProblem(int status, Response response) {
        assertEquals(status, response.status());
        assertTrue(response.header("Content-Type").startsWith("application/problem+json"), response::toString);
        assertTrue(response.body().contains("\"status\":" + status), response::toString);
        assertTrue(response.body().contains("\"detail\":\""), response::toString);
    }

    @Test
    void handshake_without_subprotocol_gets_none() throws Exception {
        try (RawWebSocket client = open("/plain")) {
            assertNull(client.handshake().header("Sec-WebSocket-Protocol"));
            assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", client.handshake().header("Sec-WebSocket-Accept"));
        }
    }

    @Test
    void handshake_with_subprotocols_gets_binary_when_offered() throws Exception {
        try (RawWebSocket client = open("/plain", "Sec-WebSocket-Protocol: base64, binary")) {
            assertEquals("binary", client.handshake().header("Sec-WebSocket-Protocol"));
        }
        try (RawWebSocket client = open("/plain", "Sec-WebSocket-Protocol: base64")) {
            assertNull(client.handshake().header("Sec-WebSocket-Protocol"));
        }
    }

    @Test
    void compression_is_only_negotiated_where_the_route_asks_for_it() throws Exception {
        try (RawWebSocket client = open("/plain", DEFLATE)) {
            assertNull(client.handshake().header("Sec-WebSocket-Extensions"));
        }
        try (RawWebSocket client = open("/packed", DEFLATE)) {
            assertTrue(client.handshake().header("Sec-WebSocket-Extensions").startsWith("permessage-deflate"));
        }
    }

    @Test
    void text_messages_go_to_the_target_as_utf_8() throws Exception {
        try (RawWebSocket client = open("/plain");
                TestTarget.Connection connection = target.accept()) {
            byte[] expected = "grüße \uD83D\uDE00".repeat(10_000).getBytes(UTF_8);
            client.sendText(new String(expected, UTF_8));
            assertArrayEquals(expected, connection.read(expected.length));
        }
    }

    @Test
    void route_with_text_frames_sends_text_with_whole_characters() throws Exception {
        try (RawWebSocket client = open("/text");
                TestTarget.Connection connection = target.accept()) {
            byte[] bytes = "a\uD83D\uDE00b".getBytes(UTF_8);
            connection.write(new byte[] {bytes[0], bytes[1], bytes[2]});
            RawWebSocket.Frame first = client.read();
            assertEquals(RawWebSocket.TEXT, first.opcode());
            assertEquals("a", new String(first.payload(), UTF_8));
            connection.write(new byte[] {bytes[3], bytes[4], bytes[5], bytes[1]});
            RawWebSocket.Frame second = client.read();
            assertEquals("\uD83D\uDE00b", new String(second.payload(), UTF_8));
            connection.close();
            RawWebSocket.Ended ended = client.readToEnd();
            assertEquals("\uFFFD", new String(ended.payload(), UTF_8));
            assertEquals(1000, ended.code());
        }
    }

    @Test
    void page_request_on_a_desktop_leads_to_its_viewer() throws Exception {
        Response response = http("GET", "/desk", "Accept: text/html,application/xhtml+xml");
        assertEquals(303, response.status());
        assertTrue(response.header("Location").endsWith("/view/vnc.html?route=%2Fdesk"), response::toString);
    }

    @ParameterizedTest
    @CsvSource({"/plain, text/html", "/desk, application/json", "/desk, */*"})
    void plain_request_otherwise_gets_426(String path, String accept) throws Exception {
        Response response = http("GET", path, "Accept: " + accept);
        assertProblem(426, response);
        assertEquals("websocket", response.header("Upgrade"));
        assertEquals("Upgrade", response.header("Connection"));
    }

    @Test
    void head_is_answered_like_get_without_a_body() throws Exception {
        assertEquals(426, http("HEAD", "/plain").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void other_method_gets_405_with_the_allowed_ones(String method) throws Exception {
        Response response = http(method, "/plain", "Content-Length: 0");
        assertProblem(405, response);
        assertEquals("GET, HEAD", response.header("Allow"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/plain/", "/PLAIN", "/plain/more", "/manage"})
    void unknown_route_gets_404(String path) throws Exception {
        assertProblem(404, http("GET", path, "Accept: text/html"));
        assertProblem(404, handshake(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/index.html", "/view/vnc.html", "/view/routes.json", "/manage/health"})
    void handshake_on_what_is_no_route_gets_404(String path) throws Exception {
        assertProblem(404, handshake(path));
    }

    @Test
    void foreign_origin_gets_403() throws Exception {
        assertProblem(403, handshake("/plain", "Origin: http://evil.example"));
        assertProblem(403, handshake("/plain", "Origin: null"));
        assertProblem(403, handshake("/portal", "Origin: http://evil.example"));
    }

    @Test
    void own_origin_and_listed_ones_are_let_in() throws Exception {
        open("/plain", "Origin: http://localhost:" + gateway.port()).close();
        open("/portal", "Origin: https://portal.example.com").close();
    }

    @Test
    void wrong_version_gets_426_with_the_right_one() throws Exception {
        for (String version : new String[] {"Sec-WebSocket-Version:", "Sec-WebSocket-Version: 8"}) {
            Response response = handshake("/plain", version);
            assertProblem(426, response);
            assertEquals("13", response.header("Sec-WebSocket-Version"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " short", " dGhlIHNhbXBsZSBub25jZQ", " ####"})
    void missing_or_wrong_key_gets_400(String key) throws Exception {
        assertProblem(400, handshake("/plain", "Sec-WebSocket-Key:" + key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100", "Transfer-Encoding: chunked"})
    void handshake_with_a_body_gets_400_and_takes_no_room(String header) throws Exception {
        assertProblem(400, handshake("/one", header));
        open("/one").close();
    }

    @Test
    void more_than_one_origin_gets_403() throws Exception {
        String own = "http://localhost:" + gateway.port();
        assertProblem(403, handshake("/plain", "Origin: " + own + ", http://evil.example"));
        assertProblem(403, handshake("/plain", "Origin: " + own + "/path"));
    }

    @Test
    void other_extensions_are_never_negotiated() throws Exception {
        try (RawWebSocket client = open("/packed", "Sec-WebSocket-Extensions: identity, permessage-deflate")) {
            assertEquals(
                    "permessage-deflate",
                    client.handshake().header("Sec-WebSocket-Extensions").split(";")[0]);
        }
    }

    /** Tomcat's reader of them throws what nobody expects. */
    @Test
    void extensions_that_nobody_can_read_are_refused_or_ignored() throws Exception {
        Response response = handshake("/plain", "Sec-WebSocket-Extensions: ;");
        if (response.status() != 101) {
            assertProblem(400, response);
            assertEquals(1, gateway.gateway().figures().refusals(Refusal.NOT_UPGRADED));
        }
    }

    @Test
    void route_for_roles_gets_401_without_log_in() throws Exception {
        Response response = handshake("/ops");
        assertProblem(401, response);
        assertEquals("Bearer", response.header("WWW-Authenticate"));
    }

    @Test
    void route_that_is_full_gets_503_until_there_is_room() throws Exception {
        try (RawWebSocket client = open("/one")) {
            Response response = handshake("/one");
            assertProblem(503, response);
            assertEquals("10", response.header("Retry-After"));
            target.accept().close();
            assertEquals(1000, client.readToEnd().code());
        }
        Eventually.holds("there is room", () -> !gateway.gateway().busy());
        open("/one").close();
    }

    @Test
    void gateway_that_is_full_gets_503() throws Exception {
        try (RawWebSocket first = open("/plain");
                RawWebSocket second = open("/desk")) {
            assertProblem(503, handshake("/plain"));
            assertEquals(101, first.handshake().status());
            assertEquals(101, second.handshake().status());
        }
    }

    @Test
    void draining_gateway_gets_503_and_says_so() throws Exception {
        assertEquals("{\"status\":\"up\"}", http("GET", "/manage/health").body());
        gateway.gateway().drain();
        Response response = handshake("/plain");
        assertProblem(503, response);
        assertEquals("30", response.header("Retry-After"));
        Response health = http("GET", "/manage/health");
        assertEquals(503, health.status());
        assertEquals("{\"status\":\"draining\"}", health.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/manage/sessions", "/manage/routes", "/manage/nothing"})
    void operations_are_not_for_everybody(String path) throws Exception {
        assertEquals(404, http("GET", path).status());
        assertEquals(404, http("POST", "/manage/drain", "Content-Length: 0").status());
        assertEquals(200, http("GET", "/manage/health").status());
    }

    @Test
    void routes_are_listed_for_who_may_open_them() throws Exception {
        Response response = http("GET", "/view/routes.json");
        assertEquals(200, response.status());
        assertTrue(
                response.body()
                        .contains(
                                "{\"path\":\"/desk\",\"title\":\"desk\",\"group\":null,\"viewer\":\"vnc\",\"sessions\":0,"
                                        + "\"reachable\":null}"),
                response::body);
        assertTrue(!response.body().contains("/ops"), response::body);
    }
}
