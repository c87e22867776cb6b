package io.sluice.gateway;

import io.sluice.access.AccessPolicy;
import io.sluice.access.Capacities;
import io.sluice.access.Check;
import io.sluice.access.HandshakeRate;
import io.sluice.config.Configuration;
import io.sluice.config.RouteSettings;
import io.sluice.endpoint.GuardedRoute;
import io.sluice.endpoint.PendingSessions;
import io.sluice.endpoint.RouteConfigurator;
import io.sluice.route.Route;
import io.sluice.route.RouteTable;
import io.sluice.session.SessionRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that one configuration builds. Immutable, and swapped as one reference; sessions keep the one they began with.
 */
final class Generation {
    private final RouteTable table;
    private final Map<String, GuardedRoute> guarded;
    private final Duration grace;

    private Generation(RouteTable table, Map<String, GuardedRoute> guarded, Duration grace) {
        this.table = table;
        this.grace = grace;
        this.guarded = Collections.unmodifiableMap(guarded);
    }

    static Generation of(
            Configuration configuration,
            RouteTable table,
            List<Check> gatewayChecks,
            HandshakeRate handshakes,
            Capacities capacities,
            PendingSessions pending,
            SessionRegistry sessions) {
        Map<String, GuardedRoute> guarded = new LinkedHashMap<>();
        for (RouteSettings settings : configuration.routes()) {
            Route route = table.named(settings.path());
            if (route == null) {
                throw new IllegalStateException("The route table lacks " + settings.path());
            }
            AccessPolicy policy =
                    new AccessPolicy(settings, configuration.limits(), gatewayChecks, handshakes, capacities);
            guarded.put(
                    settings.path(),
                    new GuardedRoute(route, policy, RouteConfigurator.endpointOf(route, pending, sessions)));
        }
        return new Generation(table, guarded, configuration.grace());
    }

    /** The routes without their guards. */
    RouteTable table() {
        return table;
    }

    /** The route of a path with its guard, or null. */
    GuardedRoute.@Nullable Match match(String path) {
        RouteTable.Match match = table.match(path);
        GuardedRoute found = match == null ? null : guarded.get(match.route().path());
        return match == null || found == null ? null : new GuardedRoute.Match(found, match.token());
    }

    /** How long the end of any session may take. */
    Duration longestLinger() {
        return table.all().stream()
                .map(route -> route.relay().linger())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /** How long sessions may go on when the gateway is about to stop. */
    Duration grace() {
        return grace;
    }

    Collection<Route> routes() {
        return table.all();
    }

    Collection<GuardedRoute> guarded() {
        return guarded.values();
    }
}
