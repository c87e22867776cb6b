package io.sluice.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.sluice.config.AccessSettings;
import io.sluice.config.Frames;
import io.sluice.config.HostPort;
import io.sluice.config.LimitSettings;
import io.sluice.config.ProxyProtocol;
import io.sluice.config.RouteLimits;
import io.sluice.config.RouteSettings;
import io.sluice.config.TargetSettings;
import io.sluice.config.TargetTls;
import io.sluice.config.TimeoutSettings;
import io.sluice.config.Viewer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccessPolicyTest {
    private final Capacities capacities = new Capacities();

    private AccessPolicy policy(AccessSettings access, RouteLimits limits, int sessions) {
        return policy(AccessSettings.DEFAULT, access, limits, sessions);
    }

    private AccessPolicy policy(AccessSettings gateway, AccessSettings access, RouteLimits limits, int sessions) {
        RouteSettings route = new RouteSettings(
                "/route",
                "Route",
                new TargetSettings.Tcp(new HostPort("127.0.0.1", 1)),
                Viewer.NONE,
                Frames.BINARY,
                false,
                access,
                limits,
                TimeoutSettings.DEFAULT,
                TargetTls.DEFAULT,
                ProxyProtocol.OFF,
                null,
                false);
        SharedChecks shared = new SharedChecks(
                List.of(), new HandshakeRate(() -> 0), new Attempts(() -> 0), capacities, Instant::now);
        return new AccessPolicy(route, gateway, limits(sessions), shared);
    }

    private static LimitSettings limits(int sessions) {
        return new LimitSettings(sessions, 0, 0, 1, 1, 1, 1, Duration.ZERO);
    }

    private AccessPolicy policy(AccessSettings access) {
        return policy(access, RouteLimits.DEFAULT, 100);
    }

    private static AccessSettings access(List<String> origins, List<String> roles, List<String> users) {
        return new AccessSettings(origins, roles, users, List.of(), List.of());
    }

    private static Visitor from(String origin, String host, boolean secure) throws Exception {
        return FakeRequest.from("10.0.0.1").origin(origin, host, secure).visitor();
    }

    private static Visitor by(String user, String... roles) throws Exception {
        return FakeRequest.from("10.0.0.1").user(user, roles).visitor();
    }

    private static int status(Decision decision) {
        return decision instanceof Refused refused ? refused.reason().status() : 101;
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, gateway, false, 101",
                "http://gateway, gateway, false, 101",
                "http://gateway, gateway:80, false, 101",
                "http://gateway:8080, gateway:8080, false, 101",
                "http://GateWay:8080, gateway:8080, false, 101",
                "https://gateway, gateway:443, true, 101",
                "https://gateway, gateway, false, 101",
                "http://[::1]:8080, [::1]:8080, false, 101",
                "http://gateway, gateway, true, 403",
                "http://gateway:8081, gateway:8080, false, 403",
                "http://evil.example, gateway, false, 403",
                "http://gateway.evil.example, gateway, false, 403",
                "http://gateway@evil.example, gateway, false, 403",
                "file://gateway, gateway, false, 403",
                "null, gateway, false, 403",
                "'', gateway, false, 403",
                "http://, gateway, false, 403",
                "https://portal.example.com, gateway, false, 101",
                "https://Portal.example.com, gateway, false, 101",
                "http://portal.example.com, gateway, false, 403",
            })
    void pages_of_the_own_host_and_of_listed_origins_may(String origin, String host, boolean secure, int status)
            throws Exception {
        AccessPolicy policy = policy(access(List.of("https://portal.example.com"), List.of(), List.of()));
        assertEquals(status, status(policy.decide(from(origin, host, secure))));
    }

    @Test
    void origins_of_gateway_and_route_must_both_hold_it() throws Exception {
        AccessSettings gateway = access(List.of("https://a.example", "https://both.example"), List.of(), List.of());
        AccessSettings own = access(List.of("https://b.example", "https://both.example"), List.of(), List.of());
        AccessPolicy policy = policy(gateway, own, RouteLimits.DEFAULT, 100);
        assertEquals(403, status(policy.decide(from("https://a.example", "gateway", false))));
        assertEquals(403, status(policy.decide(from("https://b.example", "gateway", false))));
        assertEquals(101, status(policy.decide(from("https://both.example", "gateway", false))));
    }

    @Test
    void star_lets_every_origin_in() throws Exception {
        AccessPolicy policy = policy(access(List.of("*"), List.of(), List.of()));
        assertEquals(101, status(policy.decide(from("http://evil.example", "gateway", false))));
    }

    @Test
    void route_with_roles_asks_for_a_user_with_one_of_them() throws Exception {
        AccessPolicy policy = policy(access(List.of(), List.of("ops", "dev"), List.of()));
        assertEquals(401, status(policy.decide(by(null))));
        assertEquals(403, status(policy.decide(by("alice", "sales"))));
        assertEquals(101, status(policy.decide(by("alice", "dev"))));
    }

    @Test
    void route_with_users_asks_for_one_of_them() throws Exception {
        AccessPolicy policy = policy(access(List.of(), List.of(), List.of("alice")));
        assertEquals(401, status(policy.decide(by(null))));
        assertEquals(403, status(policy.decide(by("bob"))));
        assertEquals(101, status(policy.decide(by("alice"))));
    }

    @Test
    void star_is_anybody_who_is_logged_in() throws Exception {
        AccessPolicy policy = policy(access(List.of(), List.of(), List.of("*")));
        assertEquals(401, status(policy.decide(by(null))));
        assertEquals(101, status(policy.decide(by("bob"))));
    }

    @Test
    void room_comes_back_with_the_permit_exactly_once() throws Exception {
        AccessPolicy policy = policy(AccessSettings.DEFAULT, new RouteLimits(2, 0, 0, 0, 0), 100);
        Granted first = assertInstanceOf(Granted.class, policy.decide(by(null)));
        assertInstanceOf(Granted.class, policy.decide(by(null)));
        Refused full = assertInstanceOf(Refused.class, policy.decide(by(null)));
        assertEquals(503, full.reason().status());
        assertEquals(10, full.retryAfter().toSeconds());
        first.permit().giveBack();
        first.permit().giveBack();
        assertInstanceOf(Granted.class, policy.decide(by(null)));
        assertInstanceOf(Refused.class, policy.decide(by(null)));
    }

    @Test
    void user_has_a_bound_of_his_own_and_a_refusal_takes_no_room() throws Exception {
        AccessPolicy policy = policy(AccessSettings.DEFAULT, new RouteLimits(0, 1, 0, 0, 0), 3);
        assertEquals(101, status(policy.decide(by("alice"))));
        assertEquals(429, status(policy.decide(by("alice"))));
        assertEquals(429, status(policy.decide(by("alice"))));
        assertEquals(101, status(policy.decide(by("bob"))));
        assertEquals(101, status(policy.decide(by("carol"))));
        assertEquals(503, status(policy.decide(by("dave"))));
    }
}
