package io.sluice.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.TestTarget;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The URL contract of the README and the pages, in every stock container, beside another application. */
@ParameterizedClass
@EnumSource(StockContainer.class)
final class ContainerConformanceIT {
    private static final String COMPRESSION = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits";
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

    private static TestTarget target;
    private static ContainerProcess running;

    @RegisterExtension
    static final LogInFailures LOG = new LogInFailures(() -> running);

    @Parameter
    StockContainer container;

    @BeforeParameterizedClassInvocation
    static void start(StockContainer container, @TempDir Path folder) throws Exception {
        target = new TestTarget();
        String address = "127.0.0.1:" + target.port();
        Path file = folder.resolve("sluice.yaml");
        Files.writeString(file, """
                routes:
                  /target: ADDRESS
                  /desk: {target: ADDRESS, title: A desk, viewer: vnc}
                  /compressed: {target: ADDRESS, compression: true}
                  /ops: {target: ADDRESS, access: {roles: [ops]}}
                """.replace("ADDRESS", address));
        ContainerBase base = container.newBase(Files.createDirectory(folder.resolve("base")));
        base.deploy("sluice");
        base.deploy("ROOT");
        base.deployOther();
        running = ContainerProcess.start(base, "-Dsluice.config=" + file);
        running.awaitStatus("/sluice/manage/health", 200);
        running.awaitStatus("/manage/health", 200);
        running.awaitStatus("/other/index.html", 200);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (running != null) {
            running.close();
        }
        running = null;
        target.close();
    }

    private RawWebSocket open(String path, String... headers) throws Exception {
        return RawWebSocket.open(running.port(), path, headers);
    }

    private RawWebSocket.Response handshake(String path, String... headers) throws Exception {
        return RawWebSocket.handshake(running.port(), path, headers);
    }

    private RawWebSocket.Response http(String method, String path, String... headers) throws Exception {
        return RawWebSocket.http(running.port(), method, path, headers);
    }

    private static void assertProblem(int status, RawWebSocket.Response response) throws Exception {
        assertEquals(status, response.status(), response::toString);
        assertTrue(response.header("Content-Type").startsWith("application/problem+json"), response::toString);
        Map<String, Object> problem = JSON.std.mapFrom(response.body());
        assertEquals(status, problem.get("status"));
        assertEquals("about:blank", problem.get("type"));
        assertNotNull(problem.get("title"));
        assertNotNull(problem.get("detail"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sluice", ""})
    void handshake_on_a_route_is_answered_with_101_and_carries_bytes(String context) throws Exception {
        try (RawWebSocket client = open(context + "/target");
                TestTarget.Connection connection = target.accept()) {
            assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", client.handshake().header("Sec-WebSocket-Accept"));
            assertNull(client.handshake().header("Sec-WebSocket-Protocol"));
            assertNull(client.handshake().header("Sec-WebSocket-Extensions"));
            client.send(new byte[] {1, 2, 3});
            assertEquals(3, connection.read(3)[2]);
            connection.write(new byte[] {4, 5});
            assertEquals(5, client.readBytes(2)[1]);
            connection.end();
            assertEquals(1000, client.readToEnd().code());
        }
    }

    @Test
    void subprotocol_binary_is_chosen_if_offered() throws Exception {
        try (RawWebSocket client = open("/sluice/target", "Sec-WebSocket-Protocol: base64, binary");
                TestTarget.Connection connection = target.accept()) {
            assertEquals("binary", client.handshake().header("Sec-WebSocket-Protocol"));
            connection.end();
            assertEquals(1000, client.readToEnd().code());
        }
    }

    @Test
    void unknown_subprotocol_is_not_chosen() throws Exception {
        try (RawWebSocket client = open("/sluice/target", "Sec-WebSocket-Protocol: base64");
                TestTarget.Connection connection = target.accept()) {
            assertNull(client.handshake().header("Sec-WebSocket-Protocol"));
            connection.end();
            assertEquals(1000, client.readToEnd().code());
        }
    }

    @Test
    void compression_is_not_negotiated_unless_the_route_asks_for_it() throws Exception {
        try (RawWebSocket client = open("/sluice/target", COMPRESSION);
                TestTarget.Connection connection = target.accept()) {
            assertNull(client.handshake().header("Sec-WebSocket-Extensions"));
            connection.write(new byte[1000]);
            assertEquals(1000, client.readBytes(1000).length);
            connection.end();
            assertEquals(1000, client.readToEnd().code());
        }
    }

    @Test
    void compression_is_negotiated_on_a_route_that_asks_for_it_and_carries_bytes() throws Exception {
        try (RawWebSocket client = open("/sluice/compressed", COMPRESSION);
                TestTarget.Connection connection = target.accept()) {
            String extensions = client.handshake().header("Sec-WebSocket-Extensions");
            assertNotNull(extensions, client.handshake()::toString);
            assertTrue(extensions.startsWith("permessage-deflate"), extensions);
            connection.write(new byte[1000]);
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            RawWebSocket.Frame frame = client.read();
            assertTrue(frame.compressed());
            compressed.write(frame.payload());
            while (!frame.fin()) {
                frame = client.read();
                compressed.write(frame.payload());
            }
            // The end of a block, which RFC 7692 leaves out.
            compressed.write(new byte[] {0, 0, (byte) 0xff, (byte) 0xff});
            Inflater inflater = new Inflater(true);
            inflater.setInput(compressed.toByteArray());
            assertEquals(1000, inflater.inflate(new byte[2000]));
            inflater.end();
            connection.end();
            assertEquals(1000, client.readToEnd().code());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sluice", ""})
    void browser_that_asks_for_a_route_is_sent_to_its_viewer(String context) throws Exception {
        RawWebSocket.Response response =
                http("GET", context + "/desk", "Accept: text/html,application/xhtml+xml,*/*;q=0.8");
        assertEquals(303, response.status());
        // A Location may be relative or not.
        URI location = URI.create("http://localhost:" + running.port() + context + "/desk")
                .resolve(response.header("Location"));
        assertEquals(
                "http://localhost:" + running.port() + context + "/view/vnc.html?route=%2Fdesk", location.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void plain_request_for_a_route_is_answered_with_426(String method) throws Exception {
        RawWebSocket.Response response = http(method, "/sluice/target", "Accept: */*");
        assertEquals("websocket", response.header("Upgrade"));
        if (method.equals("GET")) {
            assertProblem(426, response);
        } else {
            assertEquals(426, response.status());
            assertEquals("", response.body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void other_methods_on_a_route_are_answered_with_405(String method) throws Exception {
        RawWebSocket.Response response = http(method, "/sluice/target", "Content-Length: 0");
        assertProblem(405, response);
        assertEquals("GET, HEAD", response.header("Allow"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/sluice/nowhere",
                "/sluice/target/deeper",
                "/sluice/WEB-INF/web.xml",
                "/sluice/META-INF/MANIFEST.MF",
                "/nowhere"
            })
    void path_that_is_no_route_is_answered_with_404(String path) throws Exception {
        assertEquals(404, handshake(path).status());
        assertEquals(404, http("GET", path).status());
    }

    @Test
    void refusal_for_want_of_a_route_is_a_problem_document() throws Exception {
        assertProblem(404, http("GET", "/sluice/nowhere"));
        assertProblem(404, handshake("/sluice/nowhere"));
        assertProblem(404, handshake("/sluice/view/vnc.html"));
        assertProblem(404, handshake("/sluice/"));
    }

    @Test
    void foreign_origin_is_refused_with_403() throws Exception {
        assertProblem(403, handshake("/sluice/target", "Origin: https://foreign.example"));
        assertProblem(403, handshake("/sluice/target", "Origin: null"));
    }

    @Test
    void own_origin_is_let_in() throws Exception {
        try (RawWebSocket client = open("/sluice/target", "Origin: http://localhost:" + running.port());
                TestTarget.Connection connection = target.accept()) {
            connection.end();
            assertEquals(1000, client.readToEnd().code());
        }
    }

    @Test
    void other_versions_of_the_protocol_are_answered_with_426_and_the_version_that_is_known() throws Exception {
        RawWebSocket.Response response = handshake("/sluice/target", "Sec-WebSocket-Version: 8");
        assertProblem(426, response);
        assertEquals("13", response.header("Sec-WebSocket-Version"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " c2hvcnQ=", " not base64"})
    void handshake_without_a_proper_key_is_answered_with_400(String key) throws Exception {
        assertProblem(400, handshake("/sluice/target", "Sec-WebSocket-Key:" + key));
    }

    @Test
    void route_for_a_role_asks_for_a_log_in() throws Exception {
        RawWebSocket.Response response = handshake("/sluice/ops");
        assertProblem(401, response);
        assertNotNull(response.header("WWW-Authenticate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sluice/", "/sluice/index.html", "/sluice/view/vnc.html?route=/desk", "/"})
    void pages_are_served_with_all_that_they_refer_to(String path) throws Exception {
        RawWebSocket.Response page = http("GET", path);
        assertEquals(200, page.status());
        assertTrue(page.header("Content-Type").startsWith("text/html"), page::toString);
        List<String> references = new ArrayList<>();
        for (Matcher matcher = REFERENCE.matcher(page.body()); matcher.find(); ) {
            // Asking for a password is no page.
            if (!matcher.group(1).endsWith("view/login")) {
                references.add(URI.create(path).resolve(matcher.group(1)).getPath());
            }
        }
        assertTrue(references.stream().anyMatch(reference -> reference.endsWith(".js")), references::toString);
        assertTrue(references.stream().anyMatch(reference -> reference.endsWith(".css")), references::toString);
        for (String reference : references) {
            RawWebSocket.Response response = http("GET", reference);
            assertEquals(200, response.status(), reference);
            assertEquals("nosniff", response.header("X-Content-Type-Options"), reference);
            assertNotEquals("", response.body(), reference);
            if (reference.endsWith(".js")) {
                assertTrue(response.header("Content-Type").contains("javascript"), response.headers()::toString);
                assertEquals("public, max-age=31536000, immutable", response.header("Cache-Control"));
                RawWebSocket.Response packed = http("GET", reference, "Accept-Encoding: gzip");
                assertEquals("gzip", packed.header("Content-Encoding"));
                assertTrue(packed.body().length() < response.body().length() / 2);
            }
        }
        assertEquals(200, http("HEAD", path).status());
        assertEquals("no-cache", page.header("Cache-Control"));
        assertProblem(404, http("GET", "/sluice/assets/portal-00000000.js"));
        // Most containers do not even pass this on.
        assertEquals(4, http("GET", "/sluice/assets/..%2fWEB-INF/web.xml").status() / 100);
    }

    @Test
    void context_path_without_its_slash_leads_to_the_portal() throws Exception {
        RawWebSocket.Response response = http("GET", "/sluice");
        assertTrue(response.status() / 100 == 3, response::toString);
        assertTrue(response.header("Location").endsWith("/sluice/"), response::toString);
    }

    @Test
    void routes_that_the_user_may_open_are_listed() throws Exception {
        RawWebSocket.Response response = http("GET", "/sluice/view/routes.json");
        assertEquals(200, response.status());
        assertEquals(
                Map.of(
                        "login",
                        false,
                        "login-failed",
                        false,
                        "routes",
                        List.of(
                                listed("/target", "target", "none"),
                                listed("/desk", "A desk", "vnc"),
                                listed("/compressed", "compressed", "none"))),
                JSON.std.mapFrom(response.body()));
    }

    private static Map<String, Object> listed(String path, String title, String viewer) {
        Map<String, Object> listed =
                new HashMap<>(Map.of("path", path, "title", title, "viewer", viewer, "sessions", 0));
        listed.put("group", null);
        listed.put("reachable", null);
        return listed;
    }

    @Test
    void health_is_told_to_everybody_and_all_else_about_the_gateway_is_not() throws Exception {
        RawWebSocket.Response health = http("GET", "/sluice/manage/health");
        assertEquals(200, health.status());
        assertEquals(Map.of("status", "up"), JSON.std.mapFrom(health.body()));
        assertEquals(404, http("GET", "/sluice/manage/sessions").status());
        assertEquals(404, http("GET", "/sluice/manage/routes").status());
        assertEquals(
                404, http("POST", "/sluice/manage/drain", "Content-Length: 0").status());
        assertEquals(200, http("GET", "/sluice/manage/health").status());
    }

    @Test
    void the_other_application_answers() throws Exception {
        RawWebSocket.Response response = http("GET", "/other/index.html");
        assertEquals(200, response.status());
        assertTrue(response.body().contains("The neighbour."));
    }
}
