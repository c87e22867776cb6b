package io.sluice.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that {@code sluice.yaml} says.
 *
 * @param listen where the runner listens
 * @param manage where the runner listens for its operators; null: nowhere
 * @param tls the runner's certificate; null: plain HTTP
 * @param routes in the order of the file; no two with the same path
 * @param timeouts what holds for routes that say nothing else
 * @param limits how much the whole gateway carries
 * @param grace how long sessions may go on when the gateway is about to stop; zero: they end at once
 */
public record Configuration(
        HostPort listen,
        @Nullable HostPort manage,
        @Nullable TlsSettings tls,
        List<RouteSettings> routes,
        TimeoutSettings timeouts,
        LimitSettings limits,
        Duration grace) {
    /** A gateway without routes, on loopback. */
    public static final Configuration DEFAULT = new Configuration(
            new HostPort(HostPort.LOOPBACK, 8080),
            new HostPort(HostPort.LOOPBACK, 9180),
            null,
            List.of(),
            TimeoutSettings.DEFAULT,
            LimitSettings.DEFAULT,
            Duration.ofSeconds(5));

    /** The routes are copied. */
    public Configuration {
        routes = List.copyOf(routes);
    }

    /** The same, listening elsewhere. */
    public Configuration withListen(HostPort elsewhere) {
        return new Configuration(elsewhere, manage, tls, routes, timeouts, limits, grace);
    }

    /** The same, with its operators' listener elsewhere, or nowhere for null. */
    public Configuration withManage(@Nullable HostPort elsewhere) {
        return new Configuration(listen, elsewhere, tls, routes, timeouts, limits, grace);
    }

    /** The same, with this certificate. */
    public Configuration withTls(TlsSettings other) {
        return new Configuration(listen, manage, other, routes, timeouts, limits, grace);
    }

    /** The same with another time for sessions to go on when the gateway is about to stop. */
    public Configuration withGrace(Duration other) {
        return new Configuration(listen, manage, tls, routes, timeouts, limits, other);
    }

    /** The same with one route more, which takes the place of one with the same path. */
    public Configuration withRoute(RouteSettings route) {
        List<RouteSettings> more = new ArrayList<>(routes);
        more.removeIf(other -> other.path().equals(route.path()));
        more.add(route);
        return new Configuration(listen, manage, tls, more, timeouts, limits, grace);
    }
}
