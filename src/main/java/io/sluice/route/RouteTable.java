package io.sluice.route;

import io.sluice.config.Configuration;
import io.sluice.config.LimitSettings;
import io.sluice.config.RouteSettings;
import io.sluice.config.TimeoutSettings;
import io.sluice.relay.Bandwidth;
import io.sluice.relay.RelaySettings;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which path leads to which route. Immutable. */
public final class RouteTable {
    private final Map<String, Route> routes;

    private RouteTable(Map<String, Route> routes) {
        this.routes = Collections.unmodifiableMap(routes);
    }

    /** The routes of a configuration, in its order. */
    public static RouteTable of(Configuration configuration) {
        Map<String, Route> routes = new LinkedHashMap<>();
        for (RouteSettings settings : configuration.routes()) {
            routes.put(settings.path(), route(settings, configuration.limits()));
        }
        return new RouteTable(routes);
    }

    private static Route route(RouteSettings settings, LimitSettings limits) {
        TimeoutSettings timeouts = settings.timeouts();
        RelaySettings relay = new RelaySettings(
                timeouts.connect(),
                timeouts.idle(),
                timeouts.stall(),
                timeouts.linger(),
                timeouts.heartbeat(),
                timeouts.maxSession(),
                limits.queue(),
                limits.stalledUploads(),
                new Bandwidth(settings.limits().bandwidth(), settings.limits().bandwidthPerSession()));
        return new Route(
                settings.path(),
                settings.title(),
                Target.of(settings.target()),
                settings.viewer(),
                settings.frames(),
                settings.compression(),
                relay);
    }

    /** The route of this path, or null; the path is decoded and below the context path. */
    public @Nullable Route match(String path) {
        return routes.get(path);
    }

    /** All routes, in order. */
    public Collection<Route> all() {
        return routes.values();
    }
}
