package io.sluice.gateway;

import io.sluice.access.AccessPolicy;
import io.sluice.access.Attempts;
import io.sluice.access.Authentication;
import io.sluice.access.SharedChecks;
import io.sluice.access.Tickets;
import io.sluice.config.Configuration;
import io.sluice.config.ConfigurationException;
import io.sluice.config.Problems;
import io.sluice.config.RouteSettings;
import io.sluice.endpoint.GuardedRoute;
import io.sluice.endpoint.PendingSessions;
import io.sluice.endpoint.RouteConfigurator;
import io.sluice.endpoint.Routes;
import io.sluice.route.Route;
import io.sluice.route.RouteTable;
import io.sluice.route.TargetProbes;
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
final class Generation implements Routes {
    private final RouteTable table;
    private final Map<String, GuardedRoute> guarded;
    private final Authentication authentication;
    private final Configuration configuration;

    private Generation(
            RouteTable table,
            Map<String, GuardedRoute> guarded,
            Authentication authentication,
            Configuration configuration) {
        this.table = table;
        this.guarded = Collections.unmodifiableMap(guarded);
        this.authentication = authentication;
        this.configuration = configuration;
    }

    /** What all generations share. */
    record Shared(
            SharedChecks checks,
            Tickets tickets,
            PendingSessions pending,
            SessionRegistry sessions,
            TargetProbes probes) {}

    /**
     * The generation of a configuration. What is known of whether targets can be reached is taken over as well.
     *
     * @param before whose routes it takes over, as far as they stay
     * @throws ConfigurationException if a file that the configuration names cannot be used, with all that cannot
     */
    static Generation of(Configuration configuration, RouteTable before, Shared shared) throws ConfigurationException {
        Parts parts = Parts.of(
                configuration, before, shared.tickets(), shared.checks().attempts());
        Map<String, GuardedRoute> guarded = guarded(configuration, parts.table(), parts.authentication(), shared);
        return new Generation(parts.table(), guarded, parts.authentication(), configuration);
    }

    /** What is made of the files that a configuration names. */
    record Parts(Authentication authentication, RouteTable table) {
        /**
         * Both of them.
         *
         * @throws ConfigurationException if a file cannot be used, with all that cannot
         */
        static Parts of(Configuration configuration, RouteTable before, Tickets tickets, Attempts attempts)
                throws ConfigurationException {
            Problems problems = new Problems();
            Authentication authentication = problems.gather(() ->
                    new Authentication(configuration.authentication(), configuration.access(), tickets, attempts));
            RouteTable table = problems.gather(() -> before.changedTo(configuration));
            if (table != null && authentication != null) {
                return new Parts(authentication, table);
            }
            if (table != null) {
                table.close();
            }
            throw problems.exception();
        }
    }

    private static Map<String, GuardedRoute> guarded(
            Configuration configuration, RouteTable table, Authentication authentication, Shared shared) {
        Map<String, GuardedRoute> guarded = new LinkedHashMap<>();
        for (RouteSettings settings : configuration.routes()) {
            Route route = table.named(settings.path());
            if (route == null) {
                throw new IllegalStateException("The route table lacks " + settings.path());
            }
            AccessPolicy policy =
                    new AccessPolicy(settings, configuration.access(), configuration.limits(), shared.checks());
            guarded.put(
                    settings.path(),
                    new GuardedRoute(
                            route,
                            policy,
                            authentication,
                            RouteConfigurator.endpointOf(route, shared.pending(), shared.sessions()),
                            shared.probes().watch(route, settings.checked())));
        }
        shared.probes().keepOnly(guarded.keySet());
        return guarded;
    }

    /** The routes without their guards. */
    RouteTable table() {
        return table;
    }

    @Override
    public GuardedRoute.@Nullable Match match(String path) {
        RouteTable.Match match = table.match(path);
        GuardedRoute found = match == null ? null : guarded.get(match.route().path());
        return match == null || found == null ? null : new GuardedRoute.Match(found, match.token());
    }

    @Override
    public Collection<GuardedRoute> all() {
        return guarded.values();
    }

    @Override
    public Authentication authentication() {
        return authentication;
    }

    @Override
    public List<String> embedding() {
        return configuration.embedding();
    }

    @Override
    public @Nullable String operatorRole() {
        return configuration.operatorRole();
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
        return configuration.grace();
    }
}
