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
        return new RouteTable(Map.of()).changedTo(configuration);
    }

    /** The routes of another configuration; those that stay share their bandwidth with the sessions that live. */
    public RouteTable changedTo(Configuration configuration) {
        Map<String, Route> changed = new LinkedHashMap<>();
        for (RouteSettings settings : configuration.routes()) {
            changed.put(settings.path(), route(settings, configuration.limits(), bandwidth(settings)));
        }
        return new RouteTable(changed);
    }

    private Bandwidth bandwidth(RouteSettings settings) {
        long together = settings.limits().bandwidth();
        long each = settings.limits().bandwidthPerSession();
        Route before = routes.get(settings.path());
        return before == null
                ? new Bandwidth(together, each)
                : before.relay().bandwidth().changedTo(together, each);
    }

    private static Route route(RouteSettings settings, LimitSettings limits, Bandwidth bandwidth) {
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
                bandwidth);
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
