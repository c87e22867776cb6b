package io.sluice.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.Container;
import io.sluice.testing.Eventually;
import io.sluice.testing.LogLines;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RawWebSocket.Response;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Prometheus is told. */
final class MetricsTest {
    @TempDir
    private Path folder;

    private String yaml(TestTarget target) throws Exception {
        return Operator.yaml(folder) + "routes: {/target: " + target.port() + ", /unused: 1}\n";
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void sessions_bytes_and_messages_are_counted_by_route(Container container) throws Exception {
        try (TestTarget target = new TestTarget();
                RunningGateway gateway = RunningGateway.start(container, yaml(target))) {
            Operator operator = new Operator(gateway);
            assertEquals(0, operator.metric("sluice_sessions_open{route=\"/unused\"}"));
            assertEquals(0, operator.metric("sluice_sessions_closed_total{reason=\"target-ended\",route=\"/target\"}"));
            Session session = Session.open(gateway, target);
            session.exchange();
            session.client().send(false, RawWebSocket.BINARY, "two ".getBytes(UTF_8));
            session.client().send(true, RawWebSocket.CONTINUATION, "frames".getBytes(UTF_8));
            session.target().read("two frames".length());
            assertEquals(1, operator.metric("sluice_sessions_open{route=\"/target\"}"));
            assertEquals(1, operator.metric("sluice_sessions_opened_total{route=\"/target\"}"));
            assertEquals(15, operator.metric("sluice_relayed_bytes_total{direction=\"up\",route=\"/target\"}"));
            assertEquals(5, operator.metric("sluice_relayed_bytes_total{direction=\"down\",route=\"/target\"}"));
            assertEquals(2, operator.metric("sluice_relayed_messages_total{direction=\"up\",route=\"/target\"}"));
            assertEquals(1, operator.metric("sluice_relayed_messages_total{direction=\"down\",route=\"/target\"}"));
            assertEquals(1, operator.metric("sluice_dial_seconds_count{route=\"/target\"}"));
            gateway.advance(Duration.ofSeconds(4));
            session.target().end();
            session.client().readToEnd();
            Eventually.holds(
                    "it is gone", () -> gateway.gateway().sessions().all().isEmpty());
            assertEquals(0, operator.metric("sluice_sessions_open{route=\"/target\"}"));
            assertEquals(1, operator.metric("sluice_sessions_opened_total{route=\"/target\"}"));
            assertEquals(1, operator.metric("sluice_sessions_closed_total{reason=\"target-ended\",route=\"/target\"}"));
            assertEquals(15, operator.metric("sluice_relayed_bytes_total{direction=\"up\",route=\"/target\"}"));
            assertEquals(1, operator.metric("sluice_session_length_seconds_bucket{le=\"5.0\"}"));
            assertEquals(0, operator.metric("sluice_session_length_seconds_bucket{le=\"1.0\"}"));
            gateway.apply(Operator.yaml(folder) + "routes: {/other: 1}\n");
            assertEquals(
                    15,
                    operator.metric("sluice_relayed_bytes_total{direction=\"up\",route=\"/target\"}"),
                    "what a reload has removed still counts");
            assertEquals(0, operator.metric("sluice_sessions_open{route=\"/other\"}"));
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void meters_are_registered_once(Container container) throws Exception {
        try (TestTarget target = new TestTarget();
                RunningGateway gateway = RunningGateway.start(container, yaml(target));
                LogLines log = new LogLines("io.micrometer")) {
            Operator operator = new Operator(gateway);
            for (int i = 0; i < 3; i++) {
                assertEquals(0, operator.metric("sluice_sessions_open{route=\"/unused\"}"));
            }
            assertEquals(List.of(), log.all());
        }
    }

    /** A stall is seen even if nobody asks while it lasts. */
    @ParameterizedTest
    @EnumSource(Container.class)
    void greatest_lag_of_a_minute_is_told(Container container) throws Exception {
        try (TestTarget target = new TestTarget();
                RunningGateway gateway = RunningGateway.start(container, yaml(target))) {
            Operator operator = new Operator(gateway);
            String lag = "sluice_loop_lag_seconds{loop=\"0\"}";
            gateway.advance(Duration.ofSeconds(4));
            Eventually.holds("it is seen", () -> operator.metric(lag) == 3);
            gateway.advance(Duration.ofSeconds(1));
            assertEquals(3, operator.metric(lag));
            Eventually.holds("a minute later it is forgotten", () -> {
                gateway.advance(Duration.ofSeconds(1));
                return operator.metric(lag) < 3;
            });
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void refusals_are_counted_by_reason_and_never_by_path(Container container) throws Exception {
        try (TestTarget target = new TestTarget();
                RunningGateway gateway = RunningGateway.start(container, yaml(target))) {
            Operator operator = new Operator(gateway);
            assertEquals(0, operator.metric("sluice_refusals_total{reason=\"not-found\"}"));
            for (int i = 0; i < 3; i++) {
                RawWebSocket.handshake(gateway.port(), "/made-up-" + i);
            }
            RawWebSocket.handshake(gateway.port(), "/target", "Origin: http://foreign.example");
            assertEquals(3, operator.metric("sluice_refusals_total{reason=\"not-found\"}"));
            assertEquals(1, operator.metric("sluice_refusals_total{reason=\"foreign-origin\"}"));
            assertTrue(!operator.get("/manage/metrics").body().contains("made-up"));
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void tokens_are_of_one_route(Container container) throws Exception {
        try (TestTarget target = new TestTarget()) {
            Path tokens = Files.writeString(
                    folder.resolve("tokens"), "a: 127.0.0.1:%1$d\nb: 127.0.0.1:%1$d\n".formatted(target.port()));
            String yaml = Operator.yaml(folder) + "destinations: {allow: [\"127.0.0.1:*\"]}\nroutes: {\"/t/{token}\":"
                    + " {target: {tokens: " + tokens + "}}}\n";
            try (RunningGateway gateway = RunningGateway.start(container, yaml)) {
                for (String token : new String[] {"a", "b"}) {
                    try (RawWebSocket client = RawWebSocket.open(gateway.port(), "/t/" + token)) {
                        target.accept().close();
                        client.readToEnd();
                    }
                }
                Operator operator = new Operator(gateway);
                assertEquals(2, operator.metric("sluice_sessions_opened_total{route=\"/t/{token}\"}"));
                assertTrue(!operator.get("/manage/metrics").body().contains("/t/a"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void state_of_the_gateway_is_there(Container container) throws Exception {
        try (TestTarget target = new TestTarget();
                RunningGateway gateway = RunningGateway.start(container, yaml(target))) {
            Operator operator = new Operator(gateway);
            assertTrue(operator.metric("sluice_last_reload_success").isNaN());
            assertEquals(0, operator.metric("sluice_draining"));
            assertEquals(0, operator.metric("sluice_faults_total"));
            assertEquals(0, operator.metric("sluice_stalled_sessions"));
            assertEquals(0, operator.metric("sluice_queue_bytes"));
            assertEquals(0, operator.metric("sluice_descriptors_exhausted"));
            assertEquals(0, operator.metric("sluice_loop_lag_seconds{loop=\"0\"}"));
            assertTrue(operator.get("/manage/metrics").body().contains("sluice_build_info{java=\""));
            gateway.apply(yaml(target));
            assertEquals(1, operator.metric("sluice_reloads_total{outcome=\"applied\"}"));
            assertEquals(1, operator.metric("sluice_last_reload_success"));
            assertTrue(operator.metric("sluice_last_reload_timestamp_seconds") > 1e9);
            gateway.reload("routes: nonsense");
            assertEquals(1, operator.metric("sluice_reloads_total{outcome=\"refused\"}"));
            assertEquals(0, operator.metric("sluice_last_reload_success"));
            gateway.gateway().drain();
            assertEquals(1, operator.metric("sluice_draining"));
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void open_metrics_is_for_who_asks_for_it(Container container) throws Exception {
        try (TestTarget target = new TestTarget();
                RunningGateway gateway = RunningGateway.start(container, yaml(target))) {
            Operator operator = new Operator(gateway);
            Response text = operator.get("/manage/metrics", "Accept: text/plain;version=0.0.4;q=0.5,*/*;q=0.1");
            assertTrue(text.header("Content-Type").startsWith("text/plain"), text::toString);
            assertTrue(text.header("Content-Type").contains("version=0.0.4"), text::toString);
            Response open = operator.get(
                    "/manage/metrics", "Accept: application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
            assertTrue(open.header("Content-Type").startsWith("application/openmetrics-text"), open::toString);
            assertTrue(open.body().endsWith("# EOF\n"));
            assertEquals(
                    401,
                    RawWebSocket.http(gateway.port(), "GET", "/manage/metrics").status());
        }
    }
}
