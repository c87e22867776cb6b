package io.sluice.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.json.JsonText;
import io.sluice.relay.RelayState;
import io.sluice.testing.Container;
import io.sluice.testing.Eventually;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RawWebSocket.Response;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What operators see of sessions, routes and the gateway's health. */
final class SessionListTest {
    private static final String ALICE = RawWebSocket.basic("alice", "right");

    @TempDir
    private Path folder;

    private RunningGateway start(Container container, TestTarget target) throws Exception {
        return RunningGateway.start(container, Operator.yaml(folder) + """
                routes:
                  /target: {target: %1$d, title: A target}
                  /alice: {target: %1$d, access: {users: [alice]}}
                """.formatted(target.port()));
    }

    private static List<Map<String, Object>> sessions(Map<String, Object> answer) {
        return JsonText.object("{\"a\":" + JsonText.of(answer.get("sessions")) + "}").entrySet().stream()
                .map(Map.Entry::getValue)
                .flatMap(list -> ((List<?>) list).stream())
                .map(session -> JsonText.object(JsonText.of(session)))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void session_is_described(Container container) throws Exception {
        try (TestTarget target = new TestTarget();
                RunningGateway gateway = start(container, target)) {
            Operator operator = new Operator(gateway);
            Session session = Session.open(gateway, target);
            session.exchange();
            gateway.advance(Duration.ofSeconds(1));
            Eventually.holds(
                    "a second was sampled",
                    () -> first(operator).get("up-per-second").equals(5));
            gateway.advance(Duration.ofSeconds(1));
            Map<String, Object> seen = first(operator);
            assertEquals(
                    List.of(
                            "id",
                            "user",
                            "address",
                            "route",
                            "target",
                            "state",
                            "started",
                            "age-seconds",
                            "idle-seconds",
                            "bytes-up",
                            "bytes-down",
                            "messages-up",
                            "messages-down",
                            "up-per-second",
                            "down-per-second",
                            "stalled"),
                    List.copyOf(seen.keySet()));
            assertNull(seen.get("user"));
            assertEquals("127.0.0.1", seen.get("address"));
            assertEquals("/target", seen.get("route"));
            assertEquals("tcp://127.0.0.1:" + target.port(), seen.get("target"));
            assertEquals("open", seen.get("state"));
            assertEquals(2, seen.get("age-seconds"));
            assertEquals(2, seen.get("idle-seconds"));
            assertEquals(5, seen.get("bytes-up"));
            assertEquals(5, seen.get("bytes-down"));
            assertEquals(1, seen.get("messages-up"));
            assertEquals(1, seen.get("messages-down"));
            assertEquals(false, seen.get("stalled"));
            Eventually.holds(
                    "two seconds were sampled",
                    () -> first(operator).get("down-per-second").equals(3));
            for (int old = 2; old < 6; old++) {
                gateway.advance(Duration.ofSeconds(1));
                int perSecond = old < 5 ? Math.round(5f / (old + 1)) : 0;
                Eventually.holds(
                        "another second was sampled",
                        () -> first(operator).get("down-per-second").equals(perSecond));
            }
        }
    }

    private static Map<String, Object> first(Operator operator) {
        return sessions(operator.json("/manage/sessions")).get(0);
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void sessions_are_chosen_by_route_and_user_and_bounded_in_number(Container container) throws Exception {
        try (TestTarget target = new TestTarget();
                RunningGateway gateway = start(container, target);
                RawWebSocket hers = RawWebSocket.open(gateway.port(), "/alice", ALICE);
                RawWebSocket one = RawWebSocket.open(gateway.port(), "/target");
                RawWebSocket other = RawWebSocket.open(gateway.port(), "/target")) {
            Eventually.holds(
                    "all are open",
                    () -> gateway.gateway().sessions().all().stream()
                                    .filter(session -> session.relay().state() == RelayState.OPEN)
                                    .count()
                            == 3);
            Operator operator = new Operator(gateway);
            assertEquals(3, operator.json("/manage/sessions").get("total"));
            Map<String, Object> routes = operator.json("/manage/sessions?route=/target&limit=1");
            assertEquals(2, routes.get("total"));
            assertEquals(1, sessions(routes).size());
            Map<String, Object> users = operator.json("/manage/sessions?user=alice");
            assertEquals(1, users.get("total"));
            assertEquals("/alice", sessions(users).get(0).get("route"));
            assertEquals(
                    0,
                    operator.json("/manage/sessions?user=alice&route=/target").get("total"));
            assertEquals(List.of(), operator.json("/manage/sessions?limit=0").get("sessions"));
            for (String wrong : new String[] {"-1", "many", "99999999999", "1000001"}) {
                assertEquals(
                        400, operator.get("/manage/sessions?limit=" + wrong).status());
            }
            assertEquals(
                    "[{\"path\":\"/target\",\"title\":\"A target\",\"group\":null,\"viewer\":\"none\",\"target\":\"tcp://127.0.0.1:"
                            + target.port()
                            + "\",\"sessions\":2},{\"path\":\"/alice\",\"title\":\"alice\",\"group\":null,\"viewer\":"
                            + "\"none\",\"target\":\"tcp://127.0.0.1:" + target.port() + "\",\"sessions\":1}]",
                    operator.get("/manage/routes").body());
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void head_is_answered_as_get_without_a_body(Container container) throws Exception {
        try (TestTarget target = new TestTarget();
                RunningGateway gateway = start(container, target)) {
            Operator operator = new Operator(gateway);
            for (String path : new String[] {"/manage/sessions", "/manage/routes"}) {
                Response got = operator.get(path);
                Response head = operator.request("HEAD", path);
                assertEquals(200, head.status());
                assertEquals(got.header("Content-Type"), head.header("Content-Type"));
                assertEquals(got.header("Content-Length"), head.header("Content-Length"));
                assertTrue(everythingSent(gateway, "HEAD " + path).endsWith("\r\n\r\n"));
            }
            assertEquals(
                    400, operator.request("HEAD", "/manage/sessions?limit=many").status());
            assertEquals(404, operator.request("HEAD", "/manage/nothing").status());
        }
    }

    private static String everythingSent(RunningGateway gateway, String request) throws Exception {
        try (Socket socket = RawWebSocket.socket(gateway.port())) {
            String lines = String.join("\r\n", request + " HTTP/1.1", "Host: localhost", Operator.LOG_IN);
            socket.getOutputStream().write((lines + "\r\nConnection: close\r\n\r\n").getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void wrong_method_is_told_the_right_ones(Container container) throws Exception {
        Map<String, String> wrong = Map.of(
                "POST /manage/sessions", "GET, HEAD",
                "PUT /manage/routes", "GET, HEAD",
                "GET /manage/drain", "POST",
                "HEAD /manage/drain", "POST",
                "GET /manage/reload", "POST",
                "GET /manage/sessions/1", "DELETE");
        try (TestTarget target = new TestTarget();
                RunningGateway gateway = start(container, target)) {
            Operator operator = new Operator(gateway);
            for (Map.Entry<String, String> each : wrong.entrySet()) {
                String[] words = each.getKey().split(" ");
                Response refused = operator.request(words[0], words[1]);
                assertEquals(405, refused.status(), each.getKey());
                assertEquals(each.getValue(), refused.header("Allow"), each.getKey());
                assertEquals("application/problem+json", refused.header("Content-Type"), each.getKey());
                if (!words[0].equals("HEAD")) {
                    assertEquals(405, JsonText.object(refused.body()).get("status"), each.getKey());
                }
            }
            assertFalse(gateway.gateway().draining());
            for (String unknown : new String[] {"GET /manage/nothing", "POST /manage/sessionss", "DELETE /manage/1"}) {
                String[] words = unknown.split(" ");
                assertEquals(404, operator.request(words[0], words[1]).status(), unknown);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void health_tells_operators_more(Container container) throws Exception {
        try (TestTarget target = new TestTarget();
                RunningGateway gateway = start(container, target)) {
            Operator operator = new Operator(gateway);
            assertEquals(
                    "{\"status\":\"up\",\"live\":true,\"ready\":true,\"draining\":false,\"faults\":0,\"reload\":null}",
                    operator.get("/manage/health").body());
            gateway.gateway().drain();
            assertEquals(503, operator.get("/manage/health").status());
            Map<String, Object> health = operator.json("/manage/health");
            assertEquals("draining", health.get("status"));
            assertEquals(true, health.get("live"));
            assertEquals(false, health.get("ready"));
            assertEquals(true, health.get("draining"));
            assertTrue(health.containsKey("reload"));
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void gateway_with_a_stuck_loop_is_unready_until_it_goes_on(Container container) throws Exception {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        try (TestTarget target = new TestTarget();
                RunningGateway gateway = start(container, target)) {
            Operator operator = new Operator(gateway);
            gateway.gateway().engine().after(Duration.ZERO, () -> {
                stuck.countDown();
                try {
                    over.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            stuck.await();
            gateway.advance(Duration.ofSeconds(30));
            assertEquals(200, operator.get("/manage/health").status());
            gateway.advance(Duration.ofSeconds(1));
            assertEquals(503, operator.get("/manage/health").status());
            assertEquals(
                    "{\"status\":\"unready\"}",
                    RawWebSocket.http(gateway.port(), "GET", "/manage/health").body());
            assertEquals(false, operator.json("/manage/health").get("live"));
            over.countDown();
            Eventually.holds("it is up", () -> operator.get("/manage/health").status() == 200);
        } finally {
            over.countDown();
        }
    }
}
