package io.sluice.manage;

import io.sluice.metrics.Figures;
import io.sluice.metrics.RouteFigures;
import io.sluice.metrics.Traffic;
import io.sluice.route.Route;
import java.util.Map;

/** A route as operators read it. */
final class RouteJson {
    private RouteJson() {}

    /** What it is, and how many sessions live. */
    static Map<String, Object> of(Route route, Figures figures) {
        Map<String, Object> described = route.summary();
        described.put("target", route.leadsTo());
        described.put("sessions", figures.of(route.path()).sessionsOpen());
        return described;
    }

    /** The same, and what was counted since the start. */
    static Map<String, Object> withTotals(Route route, Figures figures) {
        Map<String, Object> described = of(route, figures);
        RouteFigures counted = figures.of(route.path());
        Traffic traffic = counted.traffic();
        described.put("sessions-total", counted.sessionsOpened());
        described.put("bytes-up", traffic.bytesUp());
        described.put("bytes-down", traffic.bytesDown());
        return described;
    }
}
