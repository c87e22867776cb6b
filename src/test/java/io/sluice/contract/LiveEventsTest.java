package io.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.Container;
import io.sluice.testing.Eventually;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import io.sluice.testing.TlsCertificate;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Operators who look on are told of the state, at once and then every second. */
final class LiveEventsTest {
    private static final int MOST = 16;

    @TempDir
    private Path folder;

    private RunningGateway start(Container container, int port) throws Exception {
        return RunningGateway.start(container, yaml(port));
    }

    private String yaml(int port) throws Exception {
        return Operator.yaml(folder) + "routes: {/target: " + port + "}\n";
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void state_comes_at_once_and_every_second(Container container) throws Exception {
        try (TestTarget target = new TestTarget();
                RunningGateway gateway = start(container, target.port());
                EventStream events = EventStream.open(gateway.port())) {
            assertEquals(200, events.response().statusCode());
            assertEquals(
                    "text/event-stream;charset=utf-8",
                    events.response()
                            .headers()
                            .firstValue("Content-Type")
                            .orElseThrow()
                            .toLowerCase(Locale.ROOT)
                            .replace(" ", ""));
            assertEquals(
                    "no-store",
                    events.response().headers().firstValue("Cache-Control").orElseThrow());
            Map<String, Object> first = events.next();
            assertEquals(
                    List.of(
                            "at",
                            "version",
                            "uptime-seconds",
                            "status",
                            "ready",
                            "faults",
                            "reload",
                            "sessions-open",
                            "sessions-total",
                            "refused-total",
                            "refusals",
                            "stalled",
                            "queue-bytes",
                            "loop-lag-seconds",
                            "bytes-up",
                            "bytes-down",
                            "routes",
                            "sessions",
                            "sessions-shown"),
                    List.copyOf(first.keySet()));
            assertEquals(0, first.get("sessions-open"));
            assertEquals("up", first.get("status"));
            assertEquals(true, first.get("ready"));
            assertNull(first.get("reload"));
            Session session = Session.open(gateway, target);
            session.exchange();
            RawWebSocket.handshake(gateway.port(), "/nothing");
            gateway.advance(Duration.ofSeconds(1));
            Map<String, Object> second = events.next();
            assertEquals(1, second.get("uptime-seconds"));
            assertEquals(1, second.get("sessions-open"));
            assertEquals(1, second.get("sessions-total"));
            assertEquals(1, second.get("refused-total"));
            assertEquals(Map.of("not-found", 1), second.get("refusals"));
            assertEquals(5, second.get("bytes-up"));
            assertEquals(5, second.get("bytes-down"));
            assertEquals(1, second.get("sessions-shown"));
            Map<?, ?> route = (Map<?, ?>) ((List<?>) second.get("routes")).get(0);
            assertEquals("/target", route.get("path"));
            assertEquals("tcp://127.0.0.1:" + target.port(), route.get("target"));
            assertEquals(1, route.get("sessions"));
            assertEquals(1, route.get("sessions-total"));
            assertEquals(5, route.get("bytes-up"));
            Map<?, ?> shown = (Map<?, ?>) ((List<?>) second.get("sessions")).get(0);
            assertEquals("/target", shown.get("route"));
            assertTrue(shown.containsKey("down-per-second"));
            gateway.advance(Duration.ofSeconds(1));
            assertEquals(2, events.next().get("uptime-seconds"));
        }
    }

    /** Whoever looks on is asked again now and then who it is. */
    @ParameterizedTest
    @EnumSource(Container.class)
    void stream_ends_after_five_minutes(Container container) throws Exception {
        try (RunningGateway gateway = start(container, 1);
                EventStream events = EventStream.open(gateway.port())) {
            assertNotNull(events.next());
            for (int second = 1; second < 300; second++) {
                gateway.advance(Duration.ofSeconds(1));
                assertEquals(second, events.next().get("uptime-seconds"));
            }
            gateway.advance(Duration.ofSeconds(1));
            Eventually.holds("it is at its end", () -> events.next() == null);
            try (EventStream another = EventStream.open(gateway.port())) {
                assertEquals(300, another.next().get("uptime-seconds"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void so_many_may_look_on_and_no_more(Container container) throws Exception {
        List<EventStream> streams = new ArrayList<>();
        try (RunningGateway gateway = start(container, 1)) {
            Operator operator = new Operator(gateway);
            for (int i = 0; i < MOST; i++) {
                EventStream stream = EventStream.open(gateway.port());
                streams.add(stream);
                assertNotNull(stream.next());
            }
            assertEquals(503, operator.get("/manage/events").status());
            assertEquals("10", operator.get("/manage/events").header("Retry-After"));
            streams.get(0).close();
            Eventually.holds("there is a place again", () -> {
                gateway.advance(Duration.ofSeconds(1));
                try (EventStream another = EventStream.open(gateway.port())) {
                    return another.response().statusCode() == 200;
                }
            });
        } finally {
            for (EventStream stream : streams) {
                stream.close();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void those_that_break_off_leave_their_places(Container container) throws Exception {
        try (RunningGateway gateway = start(container, 1)) {
            for (int i = 0; i < 2 * MOST; i++) {
                try (Socket rude = RawWebSocket.socket(gateway.port())) {
                    rude.getOutputStream()
                            .write(("GET /manage/events HTTP/1.1\r\nHost: localhost\r\n" + Operator.LOG_IN + "\r\n\r\n")
                                    .getBytes(StandardCharsets.UTF_8));
                    rude.setSoLinger(true, 0);
                }
            }
            for (int i = 0; i < 2; i++) {
                Eventually.holds("there is a place", () -> {
                    gateway.advance(Duration.ofSeconds(1));
                    try (EventStream stream = EventStream.open(gateway.port())) {
                        return stream.response().statusCode() == 200 && stream.next() != null;
                    }
                });
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void gateway_that_closes_ends_them(Container container) throws Exception {
        RunningGateway gateway = start(container, 1);
        EventStream events = EventStream.open(gateway.port());
        assertNotNull(events.next());
        gateway.close();
        Eventually.holds("it is at its end", () -> events.next() == null);
        events.close();
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void who_is_no_operator_any_more_sees_no_more(Container container) throws Exception {
        try (RunningGateway gateway = start(container, 1);
                EventStream events = EventStream.open(gateway.port())) {
            assertNotNull(events.next());
            gateway.reload("grace: soon");
            gateway.advance(Duration.ofSeconds(1));
            Map<?, ?> reload = (Map<?, ?>) events.next().get("reload");
            assertEquals("refused", reload.get("outcome"));
            gateway.apply("manage: off\nroutes: {/target: 1}\n");
            Eventually.holds("it is at its end", () -> events.next() == null);
            assertEquals(404, new Operator(gateway).get("/manage/events").status());
        }
    }

    /** A client that reads nothing: the others are told as before, and the gateway can be closed. */
    @ParameterizedTest
    @EnumSource(Container.class)
    void slow_one_keeps_nobody_waiting(Container container) throws Exception {
        StringBuilder yaml = new StringBuilder(Operator.yaml(folder)).append("routes:\n");
        for (int i = 0; i < 2_000; i++) {
            yaml.append("  /a-route-with-a-long-name-").append(i).append(": 1\n");
        }
        try (RunningGateway gateway = RunningGateway.start(container, yaml.toString());
                Socket slow = RawWebSocket.socket(gateway.port());
                EventStream events = EventStream.open(gateway.port())) {
            OutputStream out = slow.getOutputStream();
            out.write(("GET /manage/events HTTP/1.1\r\nHost: localhost\r\n" + Operator.LOG_IN + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8));
            assertEquals('H', slow.getInputStream().read());
            assertNotNull(events.next());
            for (int second = 1; second <= 25; second++) {
                gateway.advance(Duration.ofSeconds(1));
                assertEquals(second, events.next().get("uptime-seconds"));
            }
            slow.setSoLinger(true, 0);
        }
    }

    private void assertCarriedByHttp2(RunningGateway gateway, HttpClient client, String scheme) throws Exception {
        try (EventStream events =
                EventStream.open(client, scheme + "://localhost:" + gateway.port(), HttpClient.Version.HTTP_2)) {
            assertEquals(HttpClient.Version.HTTP_2, events.response().version());
            assertNotNull(events.next());
            gateway.advance(Duration.ofSeconds(1));
            assertEquals(1, events.next().get("uptime-seconds"));
            gateway.apply(yaml(2));
            Eventually.holds("it is at its end", () -> events.next() == null);
        }
    }

    @Test
    void http_2_carries_them_too() throws Exception {
        try (RunningGateway gateway = start(Container.TOMCAT, 1)) {
            assertCarriedByHttp2(gateway, HttpClient.newHttpClient(), "http");
        }
    }

    @Test
    void http_2_over_tls_carries_them_too() throws Exception {
        TlsCertificate certificate = TlsCertificate.make(folder);
        Path pem = certificate.pem(folder);
        String tls = "tls: {certificate: " + pem + ", key: " + pem + "}\n";
        try (RunningGateway gateway = RunningGateway.start(Container.JETTY, yaml(1) + tls)) {
            HttpClient client =
                    HttpClient.newBuilder().sslContext(certificate.trusting()).build();
            assertCarriedByHttp2(gateway, client, "https");
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void looking_at_the_headers_is_not_looking_on(Container container) throws Exception {
        try (RunningGateway gateway = start(container, 1)) {
            for (int i = 0; i <= MOST; i++) {
                assertFalse(RawWebSocket.http(gateway.port(), "HEAD", "/manage/events", Operator.LOG_IN)
                                .status()
                        == 200);
            }
            try (EventStream events = EventStream.open(gateway.port())) {
                assertNotNull(events.next());
            }
        }
    }
}
