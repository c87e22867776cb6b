package io.sluice.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that {@code sluice.yaml} says.
 *
 * @param runner what only the runner needs
 * @param routes in the order of the file; no two with the same path
 * @param timeouts what holds for routes that say nothing else
 * @param limits how much the whole gateway carries
 * @param grace how long sessions may go on when the gateway is about to stop; zero: they end at once
 * @param access who may open any route, besides what the route itself says
 * @param authentication how users are known
 * @param destinations where targets may lie that are chosen at run time; empty: nowhere
 * @param embedding pages of these origins may show the gateway's pages in a frame, besides its own
 * @param operatorRole the role whose users are operators where clients are served; null: nobody is one there
 */
public record Configuration(
        RunnerSettings runner,
        List<RouteSettings> routes,
        TimeoutSettings timeouts,
        LimitSettings limits,
        Duration grace,
        AccessSettings access,
        AuthenticationSettings authentication,
        List<DestinationRule> destinations,
        List<String> embedding,
        @Nullable String operatorRole) {
    /** A gateway without routes, on loopback. */
    public static final Configuration DEFAULT = new Configuration(
            RunnerSettings.DEFAULT,
            List.of(),
            TimeoutSettings.DEFAULT,
            LimitSettings.DEFAULT,
            Duration.ofSeconds(5),
            AccessSettings.DEFAULT,
            AuthenticationSettings.DEFAULT,
            List.of(),
            List.of(),
            null);

    /** The routes are copied. */
    public Configuration {
        routes = List.copyOf(routes);
    }

    /** The same, listening elsewhere. */
    public Configuration withListen(HostPort elsewhere) {
        return withRunner(new RunnerSettings(elsewhere, runner.manage(), runner.tls(), runner.trustedProxies()));
    }

    /** The same, with its operators' listener elsewhere, or nowhere for null. */
    public Configuration withManage(@Nullable HostPort elsewhere) {
        return withRunner(new RunnerSettings(runner.listen(), elsewhere, runner.tls(), runner.trustedProxies()));
    }

    /** The same, with this certificate. */
    public Configuration withTls(TlsSettings other) {
        return withRunner(new RunnerSettings(runner.listen(), runner.manage(), other, runner.trustedProxies()));
    }

    private Configuration withRunner(RunnerSettings other) {
        return new Configuration(
                other, routes, timeouts, limits, grace, access, authentication, destinations, embedding, operatorRole);
    }

    /** The same with another time for sessions to go on when the gateway is about to stop. */
    public Configuration withGrace(Duration other) {
        return new Configuration(
                runner, routes, timeouts, limits, other, access, authentication, destinations, embedding, operatorRole);
    }

    /** The same with one route more, which takes the place of one with the same path. */
    public Configuration withRoute(RouteSettings route) {
        List<RouteSettings> more = new ArrayList<>(routes);
        more.removeIf(other -> other.path().equals(route.path()));
        more.add(route);
        return new Configuration(
                runner, more, timeouts, limits, grace, access, authentication, destinations, embedding, operatorRole);
    }
}
