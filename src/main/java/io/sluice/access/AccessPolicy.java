package io.sluice.access;

import io.sluice.config.AccessSettings;
import io.sluice.config.LimitSettings;
import io.sluice.config.RoutePath;
import io.sluice.config.RouteSettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides about one route: all checks must pass, then there must be room. Immutable but for what it counts; used from
 * any thread.
 */
public final class AccessPolicy {
    /** A bound on the sessions counted under one name; 0 for none. */
    private record Bound(String name, int sessions, Refusal refusal) {}

    private final String path;
    private final int sessionsPerUser;
    private final int sessionsPerAddress;
    private final int routeSessionsPerAddress;
    private final List<Check> gatewayChecks;
    private final List<Check> checks;
    private final List<UserCheck> userChecks;
    private final HandshakeRate handshakes;
    private final Attempts attempts;
    private final Capacities capacities;
    private final List<Bound> bounds;

    /**
     * The policy of a route.
     *
     * @param access what holds for every route, besides what the route itself says
     * @param limits how much the whole gateway carries
     * @param gateway what all routes share
     */
    public AccessPolicy(RouteSettings route, AccessSettings access, LimitSettings limits, SharedChecks gateway) {
        this.path = route.path();
        this.sessionsPerUser = route.limits().sessionsPerUser();
        this.sessionsPerAddress = limits.sessionsPerAddress();
        this.routeSessionsPerAddress = route.limits().sessionsPerAddress();
        this.gatewayChecks = gateway.checks();
        this.checks = checks(List.of(access, route.access()), gateway.clock());
        this.userChecks = List.of(new UserCheck(access), new UserCheck(route.access()));
        this.handshakes = gateway.handshakes();
        this.attempts = gateway.attempts();
        this.capacities = gateway.capacities();
        this.bounds = List.of(
                new Bound("", limits.sessions(), Refusal.GATEWAY_FULL),
                new Bound(path, route.limits().sessions(), Refusal.ROUTE_FULL));
    }

    private static List<Check> checks(List<AccessSettings> settings, InstantSource clock) {
        List<Check> checks = new ArrayList<>();
        for (AccessSettings each : settings) {
            if (!each.origins().isEmpty()) {
                checks.add(new OriginCheck(each.origins()));
            }
        }
        if (checks.isEmpty()) {
            checks.add(new OriginCheck(List.of()));
        }
        for (AccessSettings each : settings) {
            if (!each.addresses().isEmpty()) {
                checks.add(new AddressCheck(each.addresses()));
            }
            if (!each.hours().isEmpty()) {
                checks.add(new HoursCheck(each.hours(), clock));
            }
        }
        return checks;
    }

    /** Decides about a request for a session. May block, to find out who asks. */
    public Decision decide(Visitor visitor) {
        Refused refused = refusedBy(gatewayChecks, visitor);
        if (refused == null) {
            refused = refusal(visitor);
        }
        if (refused == null && RoutePath.hasToken(path) && visitor.knownAnyway() == null) {
            // Users are known by name; others may share an address.
            refused = attempts.slowed(visitor.handshake().address());
        }
        if (refused == null) {
            // Last, so that whoever may not open a session cannot use up what others may.
            refused = handshakes.check(visitor.handshake());
        }
        return refused == null ? takeRoom(visitor) : refused;
    }

    /** Why this visitor may not open the route, or null: but for what it has room for. May block. */
    public @Nullable Refused refusal(Visitor visitor) {
        Refused refused = refusedBy(checks, visitor);
        for (UserCheck check : userChecks) {
            refused = refused == null ? check.check(visitor) : refused;
        }
        return refused;
    }

    /** A visitor has come with a token that stands for nothing: whoever goes on so is slowed down. */
    public void guessed(Visitor visitor) {
        attempts.failed(visitor.handshake().address());
    }

    /** How many sessions the route has, those included whose WebSocket is not open yet. */
    public int sessions() {
        return capacities.count(path);
    }

    private static @Nullable Refused refusedBy(List<Check> checks, Visitor visitor) {
        for (Check check : checks) {
            Refused refused = check.check(visitor.handshake());
            if (refused != null) {
                return refused;
            }
        }
        return null;
    }

    private Decision takeRoom(Visitor visitor) {
        List<Bound> wanted = new ArrayList<>(bounds);
        String address = visitor.handshake().address().getHostAddress();
        // Counted without a bound too: another configuration may bring one.
        wanted.add(new Bound("from " + address, sessionsPerAddress, Refusal.ADDRESS_FULL));
        wanted.add(new Bound(path + " from " + address, routeSessionsPerAddress, Refusal.ADDRESS_FULL));
        Identity identity = visitor.knownAnyway();
        if (identity != null) {
            wanted.add(new Bound(path + " of " + identity.user(), sessionsPerUser, Refusal.USER_FULL));
        }
        List<String> taken = new ArrayList<>();
        for (Bound bound : wanted) {
            int most = bound.sessions() == 0 ? Integer.MAX_VALUE : bound.sessions();
            if (!capacities.tryTake(bound.name(), most)) {
                taken.forEach(capacities::giveBack);
                return new Refused(bound.refusal());
            }
            taken.add(bound.name());
        }
        Permit permit = new Permit(() -> taken.forEach(capacities::giveBack));
        if (identity != null && !identity.spend().getAsBoolean()) {
            permit.giveBack();
            return new Refused(Refusal.WRONG_LOG_IN);
        }
        return new Granted(permit, identity);
    }
}
