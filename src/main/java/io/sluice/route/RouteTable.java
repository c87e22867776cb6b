package io.sluice.route;

import io.sluice.config.Configuration;
import io.sluice.config.ConfigurationException;
import io.sluice.config.LimitSettings;
import io.sluice.config.Problems;
import io.sluice.config.RoutePath;
import io.sluice.config.RouteSettings;
import io.sluice.config.TargetSettings;
import io.sluice.config.TimeoutSettings;
import io.sluice.relay.Bandwidth;
import io.sluice.relay.RelaySettings;
import io.sluice.relay.Ticker;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which path leads to which route. Immutable. */
public final class RouteTable {
    /** What a token may be made of: no slash, nothing that a container or a proxy may have read in two ways. */
    static final String TOKEN = "[A-Za-z0-9._~:@=+-]{1,4096}";

    private static final Pattern TOKEN_FORM = Pattern.compile(TOKEN);

    /**
     * The route of a path.
     *
     * @param token what stands in the path for {@code {token}}; empty where the route's path has none
     */
    public record Match(Route route, String token) {}

    private final Map<String, Route> routes;
    private final TargetFactory factory;

    private RouteTable(Map<String, Route> routes, TargetFactory factory) {
        this.routes = Collections.unmodifiableMap(routes);
        this.factory = factory;
    }

    /**
     * No routes.
     *
     * @param ticker the clock of what is looked up for the routes to come
     * @param ownPorts where no token leads on this machine
     */
    public static RouteTable empty(Ticker ticker, OwnPorts ownPorts) {
        return new RouteTable(Map.of(), new TargetFactory(new Lookups(Lookups.MOST), ownPorts, ticker));
    }

    /**
     * The routes of another configuration, in its order; those that stay share their bandwidth with the sessions that
     * live, and all share the bound of look-ups with those before.
     *
     * @throws ConfigurationException if a file that a target names cannot be used, with all that cannot
     */
    public RouteTable changedTo(Configuration configuration) throws ConfigurationException {
        Map<String, Route> changed = new LinkedHashMap<>();
        Problems problems = new Problems();
        for (RouteSettings settings : configuration.routes()) {
            Targets targets = problems.gather(() -> factory.targets(settings, configuration));
            if (targets != null) {
                changed.put(settings.path(), route(settings, targets, configuration.limits(), bandwidth(settings)));
            }
        }
        RouteTable table = new RouteTable(changed, factory);
        if (!problems.isEmpty()) {
            table.close();
            throw problems.exception();
        }
        return table;
    }

    private Bandwidth bandwidth(RouteSettings settings) {
        long together = settings.limits().bandwidth();
        long each = settings.limits().bandwidthPerSession();
        Route before = routes.get(settings.path());
        return before == null
                ? new Bandwidth(together, each)
                : before.relay().bandwidth().changedTo(together, each);
    }

    private static Route route(RouteSettings settings, Targets targets, LimitSettings limits, Bandwidth bandwidth) {
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
                targets,
                settings.target().toString(),
                settings.viewer(),
                settings.frames(),
                settings.compression(),
                settings.proxyProtocol(),
                relay,
                settings.group());
    }

    /** The route of this path, or null; the path is decoded and below the context path. */
    public @Nullable Match match(String path) {
        Route exact = routes.get(path);
        if (exact != null) {
            // The name of a route with a token is no path of it.
            return RoutePath.hasToken(path) ? null : new Match(exact, "");
        }
        int slash = path.lastIndexOf('/');
        String token = path.substring(slash + 1);
        if (!TOKEN_FORM.matcher(token).matches() || token.equals(".") || token.equals("..")) {
            return null;
        }
        Route route = routes.get(path.substring(0, slash + 1) + TargetSettings.TOKEN);
        return route == null ? null : new Match(route, token);
    }

    /** The route with this path in its settings, or null. */
    public @Nullable Route named(String path) {
        return routes.get(path);
    }

    /** All routes, in order. */
    public Collection<Route> all() {
        return routes.values();
    }

    /** Lets go of what its routes' targets hold. */
    public void close() {
        routes.values().forEach(route -> route.targets().close());
    }
}
