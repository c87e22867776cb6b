package io.sluice.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.access.Refusal;
import io.sluice.json.JsonText;
import io.sluice.testing.Container;
import io.sluice.testing.Eventually;
import io.sluice.testing.LogLines;
import io.sluice.testing.PasswordFiles;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RawWebSocket.Response;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who reached what, and who was refused, is on record; what lets somebody in never is. */
final class AuditTest {
    private static final String PASSWORD = "planted-password";
    private static final String TOKEN = "planted-token";
    private static final String PAYLOAD = "planted-payload";
    private static final String QUERY = "planted-query";

    @TempDir
    private Path folder;

    private String yaml(int port) throws Exception {
        Path users = PasswordFiles.write(folder.resolve("users"), "alice", PASSWORD, "bob", PASSWORD, "ops", PASSWORD);
        Path tokens = Files.writeString(folder.resolve("tokens"), TOKEN + ": 127.0.0.1:" + port + "\n");
        return """
                manage: {listen: off, role: admin}
                authentication: {basic: {file: %s}, roles: {admin: [ops]}}
                destinations: {allow: ["127.0.0.1:*"]}
                routes:
                  /target: {target: %d, access: {users: [alice]}}
                  /t/{token}: {target: {tokens: %s}, access: {users: "*"}}
                """.formatted(users, port, tokens);
    }

    private static List<Map<String, Object>> events(LogLines lines) {
        return lines.all().stream()
                .map(line -> JsonText.object(line.substring(line.indexOf('{'))))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void session_and_refusal_leave_a_line_each(Container container) throws Exception {
        Instant before = Instant.now();
        try (TestTarget target = new TestTarget();
                LogLines lines = new LogLines("io.sluice.audit");
                RunningGateway gateway = RunningGateway.start(container, yaml(target.port()))) {
            assertEquals(
                    403,
                    RawWebSocket.handshake(gateway.port(), "/target", RawWebSocket.basic("bob", PASSWORD))
                            .status());
            Session session = Session.open(gateway, target, RawWebSocket.basic("alice", PASSWORD));
            session.client().send(PAYLOAD.getBytes(UTF_8));
            session.target().read(PAYLOAD.length());
            session.target().end();
            assertEquals(1000, session.client().read().closeCode());
            session.client().close();
            Eventually.holds("both are on record", () -> lines.all().size() == 2);
            Map<String, Object> refusal = events(lines).get(0);
            assertEquals("refusal", refusal.get("event"));
            assertEquals("bob", refusal.get("user"));
            assertEquals("127.0.0.1", refusal.get("address"));
            assertEquals("/target", refusal.get("route"));
            assertEquals(403, refusal.get("status"));
            assertEquals("wrong-user", refusal.get("reason"));
            Map<String, Object> line = events(lines).get(1);
            assertEquals("session", line.get("event"));
            assertEquals("alice", line.get("user"));
            assertEquals("basic", line.get("by"));
            assertEquals("127.0.0.1", line.get("address"));
            assertEquals("/target", line.get("route"));
            assertEquals("tcp://127.0.0.1:" + target.port(), line.get("target"));
            assertEquals(PAYLOAD.length(), line.get("bytes-up"));
            assertEquals(0, line.get("bytes-down"));
            assertEquals("target-ended", line.get("close"));
            Instant started = Instant.parse(String.valueOf(line.get("started")));
            assertFalse(started.isBefore(before.minusMillis(1)));
            assertFalse(Instant.parse(String.valueOf(line.get("ended"))).isBefore(started));
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void wrong_password_is_on_record_wherever_it_is_tried(Container container) throws Exception {
        try (TestTarget target = new TestTarget();
                LogLines lines = new LogLines("io.sluice.audit");
                RunningGateway gateway = RunningGateway.start(container, yaml(target.port()))) {
            String wrong = RawWebSocket.basic("alice", QUERY);
            RawWebSocket.http(gateway.port(), "GET", "/target", wrong);
            RawWebSocket.http(gateway.port(), "GET", "/view/login", wrong);
            RawWebSocket.http(gateway.port(), "GET", "/view/routes.json", wrong);
            RawWebSocket.http(gateway.port(), "GET", "/manage/sessions", wrong);
            RawWebSocket.post(gateway.port(), "/manage/tickets", "{}", wrong);
            Eventually.holds("all are on record", () -> lines.all().size() == 5);
            events(lines).forEach(line -> assertEquals("wrong-log-in", line.get("reason"), line::toString));
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void attack_fills_no_log_and_is_counted_in_full(Container container) throws Exception {
        int asked = 120;
        int lines = 100;
        try (TestTarget target = new TestTarget();
                LogLines audit = new LogLines("io.sluice.audit");
                LogLines log = new LogLines("io.sluice.endpoint.Refusals");
                RunningGateway gateway = RunningGateway.start(container, yaml(target.port()))) {
            for (int i = 0; i < asked; i++) {
                RawWebSocket.handshake(gateway.port(), "/nothing");
            }
            Eventually.holds("they are on record", () -> audit.all().size() == lines);
            assertEquals(lines, log.all().size());
            assertEquals(asked, gateway.gateway().figures().refusals(Refusal.NOT_FOUND));
            gateway.advance(Duration.ofSeconds(1));
            Eventually.holds("what was left out is told", () -> audit.all().size() == lines + 1);
            Map<String, Object> left = events(audit).get(lines);
            assertEquals("refusals-left-out", left.get("event"));
            assertEquals(asked - lines, left.get("count"));
            assertEquals(
                    "WARNING 20 more requests were refused within a second, and are not named here",
                    log.all().get(lines));
            RawWebSocket.handshake(gateway.port(), "/nothing");
            Eventually.holds("the next is on record again", () -> audit.all().size() == lines + 2);
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void ticket_is_on_record_with_who_asked_for_it(Container container) throws Exception {
        try (TestTarget target = new TestTarget();
                LogLines lines = new LogLines("io.sluice.audit");
                RunningGateway gateway = RunningGateway.start(container, yaml(target.port()))) {
            RawWebSocket.post(
                    gateway.port(),
                    "/manage/tickets",
                    "{\"route\":\"/target\"}",
                    RawWebSocket.basic("alice", PASSWORD));
            Eventually.holds("it is on record", () -> lines.all().size() == 1);
            Map<String, Object> line = events(lines).get(0);
            assertEquals("ticket", line.get("event"));
            assertEquals("alice", line.get("by"));
            assertEquals("alice", line.get("user"));
            assertEquals("/target", line.get("route"));
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void what_an_operator_does_is_on_record(Container container) throws Exception {
        try (TestTarget target = new TestTarget();
                LogLines lines = new LogLines("io.sluice.audit");
                RunningGateway gateway = RunningGateway.start(container, yaml(target.port()))) {
            Session session = Session.open(gateway, target, RawWebSocket.basic("alice", PASSWORD));
            String id = session.live().details().id();
            String ops = RawWebSocket.basic("ops", PASSWORD);
            int port = gateway.port();
            assertEquals(
                    403,
                    RawWebSocket.post(port, "/manage/drain", "", RawWebSocket.basic("alice", PASSWORD))
                            .status());
            assertEquals(
                    404,
                    RawWebSocket.http(port, "DELETE", "/manage/sessions/none", ops)
                            .status());
            assertEquals(
                    202,
                    RawWebSocket.http(port, "DELETE", "/manage/sessions/" + id, ops)
                            .status());
            assertEquals(200, RawWebSocket.post(port, "/manage/reload", "", ops).status());
            assertEquals(202, RawWebSocket.post(port, "/manage/drain", "", ops).status());
            Eventually.holds("all are on record", () -> operations(lines).size() == 3);
            List<String> expected = List.of("end-session", "reload", "drain");
            for (int i = 0; i < expected.size(); i++) {
                Map<String, Object> line = operations(lines).get(i);
                assertEquals(expected.get(i), line.get("operation"));
                assertEquals("ops", line.get("by"));
                assertEquals("127.0.0.1", line.get("address"));
                assertEquals(i == 0 ? id : null, line.get("session"));
            }
        }
    }

    private static List<Map<String, Object>> operations(LogLines lines) {
        return events(lines).stream()
                .filter(line -> "operation".equals(line.get("event")))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void handshake_without_a_route_is_on_record_without_its_path(Container container) throws Exception {
        try (TestTarget target = new TestTarget();
                LogLines lines = new LogLines("io.sluice.audit");
                RunningGateway gateway = RunningGateway.start(container, yaml(target.port()))) {
            assertEquals(
                    404, RawWebSocket.handshake(gateway.port(), "/" + TOKEN).status());
            Eventually.holds("it is on record", () -> lines.all().size() == 1);
            assertEquals("not-found", events(lines).get(0).get("reason"));
            assertFalse(lines.all().get(0).contains(TOKEN));
        }
    }

    /** All loggers at the finest level, but the container's, which show whole requests then: operators are told so. */
    @ParameterizedTest
    @EnumSource(Container.class)
    void no_secret_is_logged_at_any_level(Container container) throws Exception {
        Logger logger = Logger.getLogger("io.sluice");
        Level level = logger.getLevel();
        logger.setLevel(Level.ALL);
        try (TestTarget target = new TestTarget();
                LogLines lines = new LogLines("")) {
            try (RunningGateway gateway = RunningGateway.start(container, yaml(target.port()))) {
                String alice = RawWebSocket.basic("alice", PASSWORD);
                String ticket = String.valueOf(JsonText.object(
                                RawWebSocket.post(gateway.port(), "/manage/tickets", "{\"route\":\"/target\"}", alice)
                                        .body())
                        .get("ticket"));
                for (String path : List.of(
                        "/target?ticket=" + ticket, "/target?ticket=" + QUERY, "/t/" + TOKEN, "/t/" + TOKEN + "x")) {
                    Response response = RawWebSocket.handshake(gateway.port(), path, alice);
                    if (response.status() == 101) {
                        target.accept().close();
                    }
                }
                RawWebSocket.handshake(gateway.port(), "/target", RawWebSocket.basic("alice", QUERY));
                RawWebSocket.handshake(gateway.port(), "/target", "Sec-WebSocket-Protocol: bearer." + QUERY);
                RawWebSocket.handshake(gateway.port(), "/target", "Cookie: token=" + QUERY);
                RawWebSocket.handshake(gateway.port(), "/target", "Authorization: Bearer " + QUERY);
                Session session = Session.open(gateway, target, alice);
                session.client().send(PAYLOAD.getBytes(UTF_8));
                session.target().read(PAYLOAD.length());
                session.target().write(PAYLOAD.getBytes(UTF_8));
                session.client().readBytes(PAYLOAD.length());
                session.target().close();
                gateway.reload(yaml(target.port()));
                gateway.reload("authentication: {basic: {file: " + folder.resolve("tokens") + "}}");
                assertTrue(lines.all().stream().anyMatch(line -> line.contains("refusal")), "nothing was logged");
                String encoded = alice.substring(alice.lastIndexOf(' ') + 1);
                for (String secret : List.of(PASSWORD, TOKEN, PAYLOAD, QUERY, ticket, encoded)) {
                    assertEquals(
                            List.of(),
                            lines.all().stream()
                                    .filter(line -> line.contains(secret))
                                    .toList());
                }
            }
        } finally {
            logger.setLevel(level);
        }
    }
}
