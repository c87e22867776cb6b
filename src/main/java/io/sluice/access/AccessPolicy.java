package io.sluice.access;

import io.sluice.config.LimitSettings;
import io.sluice.config.RouteSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides about one route: all checks must pass, then there must be room. Immutable but for what it counts; used from
 * any thread.
 */
public final class AccessPolicy {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Refused GATEWAY_FULL = new Refused(503, "The gateway carries as much as it may.", SOON);
    private static final Refused ROUTE_FULL = new Refused(503, "This route carries as much as it may.", SOON);
    private static final Refused ADDRESS_FULL =
            new Refused(429, "Your address has as many sessions here as it may have.", SOON);
    private static final Refused USER_FULL = new Refused(429, "You have as many sessions here as you may have.", SOON);

    /** A bound on the sessions counted under one name; 0 for none. */
    private record Bound(String name, int sessions, Refused refusal) {}

    private final String path;
    private final int sessionsPerUser;
    private final int sessionsPerAddress;
    private final int routeSessionsPerAddress;
    private final UserCheck userCheck;
    private final List<Check> checks;
    private final Capacities capacities;
    private final List<Bound> bounds;

    /**
     * The policy of a route.
     *
     * @param gatewayChecks what holds for every route, first
     * @param handshakes bounds how many may pass all other checks
     * @param capacities where sessions are counted, also those of earlier configurations
     */
    public AccessPolicy(
            RouteSettings route,
            LimitSettings limits,
            List<Check> gatewayChecks,
            HandshakeRate handshakes,
            Capacities capacities) {
        this.path = route.path();
        this.sessionsPerUser = route.limits().sessionsPerUser();
        this.sessionsPerAddress = limits.sessionsPerAddress();
        this.routeSessionsPerAddress = route.limits().sessionsPerAddress();
        this.userCheck = new UserCheck(route.access());
        this.checks = new ArrayList<>(gatewayChecks);
        this.checks.add(new OriginCheck(route.access().origins()));
        this.checks.add(userCheck);
        // Last, so that whoever may not open a session cannot use up what others may.
        this.checks.add(handshakes);
        this.capacities = capacities;
        this.bounds = List.of(
                new Bound("", limits.sessions(), GATEWAY_FULL),
                new Bound(path, route.limits().sessions(), ROUTE_FULL));
    }

    /** Decides about a request for a session. */
    public Decision decide(Handshake handshake) {
        for (Check check : checks) {
            Refused refused = check.check(handshake);
            if (refused != null) {
                return refused;
            }
        }
        return takeRoom(handshake);
    }

    /** Whether this user may open the route at all: what the portal shows. */
    public boolean admits(Handshake handshake) {
        return userCheck.check(handshake) == null;
    }

    private Decision takeRoom(Handshake handshake) {
        List<Bound> wanted = new ArrayList<>(bounds);
        // Counted without a bound too: another configuration may bring one.
        wanted.add(new Bound("from " + handshake.address(), sessionsPerAddress, ADDRESS_FULL));
        wanted.add(new Bound(path + " from " + handshake.address(), routeSessionsPerAddress, ADDRESS_FULL));
        String user = handshake.user();
        if (user != null) {
            wanted.add(new Bound(path + " of " + user, sessionsPerUser, USER_FULL));
        }
        List<String> taken = new ArrayList<>();
        for (Bound bound : wanted) {
            int most = bound.sessions() == 0 ? Integer.MAX_VALUE : bound.sessions();
            if (!capacities.tryTake(bound.name(), most)) {
                taken.forEach(capacities::giveBack);
                return bound.refusal();
            }
            taken.add(bound.name());
        }
        return new Granted(new Permit(() -> taken.forEach(capacities::giveBack)));
    }
}
