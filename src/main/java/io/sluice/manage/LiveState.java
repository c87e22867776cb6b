package io.sluice.manage;

import io.sluice.json.JsonText;
import io.sluice.metrics.BuildVersion;
import io.sluice.metrics.Figures;
import io.sluice.metrics.SessionMeter;
import io.sluice.metrics.Traffic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that an operator sees at one moment, as one server-sent event. */
final class LiveState {
    private static final int MOST_SESSIONS = 500;
    private static final double NANOS = 1e9;

    /**
     * A session and what orders it.
     *
     * @param rate bytes a second, both ways
     * @param bytes in all, both ways
     */
    private record Busy(SessionMeter meter, long rate, long bytes) {
        static Busy of(SessionMeter meter) {
            Traffic traffic = meter.traffic();
            return new Busy(
                    meter, meter.upPerSecond() + meter.downPerSecond(), traffic.bytesUp() + traffic.bytesDown());
        }
    }

    private static final Comparator<Busy> BUSIEST_FIRST = Comparator.comparingLong(Busy::rate)
            .thenComparingLong(Busy::bytes)
            .reversed()
            .thenComparing(busy -> busy.meter().session().details().id());

    private LiveState() {}

    /** The state of now. */
    static byte[] event(Operations operations) {
        return ("event: state\ndata: " + JsonText.of(json(operations)) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> json(Operations operations) {
        Figures figures = operations.figures();
        Condition condition = Condition.of(operations);
        List<SessionMeter> sessions = List.copyOf(figures.sessions());
        List<Object> shown = sessions.stream()
                .map(Busy::of)
                .sorted(BUSIEST_FIRST)
                .limit(MOST_SESSIONS)
                .<Object>map(busy -> SessionJson.of(busy.meter()))
                .toList();
        Map<String, Long> refusals = figures.refusals();
        Reload reload = operations.lastReload();
        // Collects what live sessions have carried, for the routes below too.
        Traffic traffic = figures.traffic();
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("at", Instant.now().toString());
        state.put("version", BuildVersion.text());
        state.put("uptime-seconds", figures.uptime().toSeconds());
        state.put("status", condition.status());
        state.put("ready", condition.ready());
        state.put("faults", figures.faults());
        state.put("reload", reload == null ? null : ReloadJson.of(reload));
        state.put("sessions-open", sessions.size());
        state.put("sessions-total", figures.sessionsOpened());
        state.put(
                "refused-total",
                refusals.values().stream().mapToLong(Long::longValue).sum());
        state.put("refusals", refusals);
        state.put("stalled", figures.stalled());
        state.put("queue-bytes", figures.queueBytes());
        state.put("loop-lag-seconds", figures.loopLag().toNanos() / NANOS);
        state.put("bytes-up", traffic.bytesUp());
        state.put("bytes-down", traffic.bytesDown());
        state.put(
                "routes",
                operations.routes().stream()
                        .map(route -> RouteJson.withTotals(route, figures))
                        .toList());
        state.put("sessions", shown);
        state.put("sessions-shown", shown.size());
        return state;
    }
}
