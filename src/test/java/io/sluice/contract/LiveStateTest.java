package io.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.relay.DescriptorReserve;
import io.sluice.relay.Destination;
import io.sluice.relay.RelayEngine;
import io.sluice.testing.Container;
import io.sluice.testing.Eventually;
import io.sluice.testing.LogLines;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What the list of routes says of how they are now. */
@ParameterizedClass
@EnumSource(Container.class)
final class LiveStateTest {
    /** Longer than one check is good for. */
    private static final Duration INTERVAL = Duration.ofSeconds(21);

    /** Longer than a target may take. */
    private static final Duration ONE_TRY = Duration.ofSeconds(6);

    /** So many probes in a row come to every loop, whatever else is begun in the meantime. */
    private static final int PASSES = 100;

    /** Is found out of at once, on the loop's thread. */
    private static final Destination NOWHERE = new Destination() {
        @Override
        public List<SocketAddress> addresses() throws IOException {
            throw new UnknownHostException("nowhere");
        }

        @Override
        public boolean isKnown() {
            return true;
        }
    };

    private final Container container;
    private RunningGateway gateway;

    LiveStateTest(Container container) {
        this.container = container;
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
    }

    private void start(String yaml) throws Exception {
        gateway = RunningGateway.start(container, yaml + "timeouts: {idle: 0s, heartbeat: 0s}\n");
    }

    private String list() {
        return list("?check");
    }

    private String list(String query) {
        try {
            return RawWebSocket.http(gateway.port(), "GET", "/view/routes.json" + query)
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String of(String path, String key) {
        Matcher found = Pattern.compile("\\{\"path\":\"" + path + "\"[^}]*\"" + key + "\":([^,}]*)")
                .matcher(list());
        assertTrue(found.find(), path);
        return found.group(1);
    }

    private void awaitReachable(String path, String expected) {
        Eventually.holds(path + " is " + expected, () -> of(path, "reachable").equals(expected));
    }

    @Test
    void target_that_takes_connections_is_tried_once_in_a_while_and_told_nothing() throws Exception {
        try (WatchedTarget target = new WatchedTarget();
                LogLines log = new LogLines("io.sluice")) {
            start("""
                    routes:
                      /shell: {target: %1$d, viewer: ssh, proxy-protocol: v2}
                      /secret: {target: "tls://127.0.0.1:%1$d", viewer: console}
                    """.formatted(target.port()));
            assertEquals("null", of("/shell", "reachable"), "the answer waits for nothing");
            awaitReachable("/shell", "true");
            awaitReachable("/secret", "true");
            for (int i = 0; i < 20; i++) {
                list();
            }
            Eventually.holds("both were tried", () -> target.connections() == 2);
            gateway.advance(INTERVAL);
            list();
            Eventually.holds("both were tried again", () -> target.connections() == 4);
            assertEquals(0, target.bytes());
            assertTrue(gateway.gateway().sessions().all().isEmpty());
            assertFalse(gateway.gateway().busy());
            assertEquals(
                    List.of(),
                    log.all().stream().filter(line -> line.contains("shell")).toList());
            assertFalse(list().contains(String.valueOf(target.port())), "where the target is");
        }
    }

    @Test
    void target_is_not_tried_for_somebody_who_does_not_ask_how_it_is() throws Exception {
        try (WatchedTarget target = new WatchedTarget()) {
            start("routes: {/shell: {target: %d, viewer: ssh}}\n".formatted(target.port()));
            list("");
            list("");
            gateway.advance(INTERVAL);
            awaitReachable("/shell", "true");
            assertEquals(1, target.connections());
        }
    }

    @Test
    void target_that_goes_away_and_comes_back_is_noticed() throws Exception {
        WatchedTarget target = new WatchedTarget();
        int port = target.port();
        start("routes: {/shell: {target: %d, viewer: ssh}}\n".formatted(port));
        awaitReachable("/shell", "true");
        target.close();
        assertEquals("true", of("/shell", "reachable"), "until it is tried again");
        gateway.advance(INTERVAL);
        awaitReachable("/shell", "false");
        try (WatchedTarget back = new WatchedTarget(port)) {
            gateway.advance(INTERVAL);
            awaitReachable("/shell", "true");
            assertTrue(back.connections() <= 1);
        }
    }

    @Test
    void what_was_found_long_ago_says_nothing_any_more() throws Exception {
        try (WatchedTarget target = new WatchedTarget()) {
            start("routes: {/shell: {target: %d, viewer: ssh}}\n".formatted(target.port()));
            awaitReachable("/shell", "true");
            gateway.advance(Duration.ofSeconds(61));
            assertEquals("null", of("/shell", "reachable"));
            awaitReachable("/shell", "true");
        }
    }

    @Test
    void target_that_does_not_answer_keeps_nobody_waiting() throws Exception {
        try (FullBacklog target = new FullBacklog()) {
            start("routes: {/shell: {target: %d, viewer: ssh}}\n".formatted(target.port()));
            assertEquals("null", of("/shell", "reachable"));
            assertEquals("null", of("/shell", "reachable"));
            Eventually.holds("it is given up", () -> {
                gateway.advance(Duration.ofSeconds(1));
                return of("/shell", "reachable").equals("false");
            });
        }
    }

    @Test
    void only_a_few_targets_are_tried_at_once() throws Exception {
        try (FullBacklog gone = new FullBacklog();
                WatchedTarget target = new WatchedTarget()) {
            start(routes(8, "gone", gone.port()) + "  /shell: {target: %d, viewer: ssh}\n".formatted(target.port()));
            for (int i = 0; i < 20; i++) {
                assertEquals("null", of("/shell", "reachable"));
            }
            settle();
            assertEquals(0, target.connections());
            gateway.advance(ONE_TRY);
            awaitReachable("/gone7", "false");
            awaitReachable("/shell", "true");
        }
    }

    /** Waits until the loops have done what they were asked for, and what has become due by the clock. */
    private void settle() throws InterruptedException {
        RelayEngine engine = gateway.gateway().engine();
        // What a loop does for one may ask another loop for more: a timer, what begins then, and how that ends.
        for (int round = 0; round < 4; round++) {
            CountDownLatch done = new CountDownLatch(PASSES);
            for (int i = 0; i < PASSES; i++) {
                engine.probe(NOWHERE, Duration.ofSeconds(1), found -> done.countDown());
            }
            assertTrue(done.await(30, TimeUnit.SECONDS));
        }
    }

    private static String routes(int count, String name, int port) {
        StringBuilder routes = new StringBuilder("routes:\n");
        for (int i = 0; i < count; i++) {
            routes.append("  /%s%d: {target: %d, viewer: ssh}\n".formatted(name, i, port));
        }
        return routes.toString();
    }

    private long unreachable() {
        return Pattern.compile("\"reachable\":false").matcher(list()).results().count();
    }

    @Test
    void all_that_were_asked_for_are_tried_in_turn_without_asking_again() throws Exception {
        try (FullBacklog gone = new FullBacklog()) {
            start(routes(60, "gone", gone.port()));
            assertEquals(0, unreachable());
            for (int round = 0; round < 8; round++) {
                settle();
                gateway.advance(ONE_TRY);
            }
            settle();
            assertEquals(60, unreachable());
        }
    }

    @Test
    void those_that_are_due_again_come_after_those_that_wait() throws Exception {
        try (FullBacklog gone = new FullBacklog()) {
            start(routes(60, "gone", gone.port()));
            for (int round = 0; round < 8; round++) {
                assertEquals(8L * round, unreachable());
                settle();
                gateway.advance(ONE_TRY);
                settle();
            }
            assertEquals(60, unreachable());
        }
    }

    @Test
    void routes_that_a_reload_takes_away_are_not_waited_for() throws Exception {
        try (FullBacklog gone = new FullBacklog();
                WatchedTarget target = new WatchedTarget()) {
            start(routes(60, "gone", gone.port()));
            list();
            gateway.apply("routes: {/shell: {target: %d, viewer: ssh}}\n".formatted(target.port()));
            assertEquals("null", of("/shell", "reachable"));
            settle();
            assertEquals(0, target.connections(), "those that were begun have all places");
            gateway.advance(ONE_TRY);
            awaitReachable("/shell", "true");
        }
    }

    @Test
    void reload_forgets_nothing_and_tries_nothing_anew() throws Exception {
        try (WatchedTarget target = new WatchedTarget()) {
            start("routes: {/shell: {target: %d, viewer: ssh}}\n".formatted(target.port()));
            awaitReachable("/shell", "true");
            for (int i = 0; i < 5; i++) {
                gateway.apply("routes: {/shell: {target: %d, viewer: ssh, title: Shell %d}, /more%d: 5900}\n"
                        .formatted(target.port(), i, i));
                assertEquals("true", of("/shell", "reachable"));
                settle();
            }
            Eventually.standsStill("it was tried", target::connections);
            assertEquals(1, target.connections());
            gateway.advance(INTERVAL);
            list();
            Eventually.holds("it is tried again when that is due", () -> target.connections() == 2);
        }
    }

    @Test
    void reload_may_forbid_and_allow_to_try_what_is_known() throws Exception {
        try (WatchedTarget target = new WatchedTarget()) {
            String route = "routes: {/shell: {target: %d, viewer: ssh, check-target: %b}}\n";
            start(route.formatted(target.port(), true));
            awaitReachable("/shell", "true");
            gateway.apply(route.formatted(target.port(), false));
            gateway.advance(INTERVAL);
            assertEquals("true", of("/shell", "reachable"));
            settle();
            Eventually.standsStill("it was tried", target::connections);
            assertEquals(1, target.connections());
            gateway.apply(route.formatted(target.port(), true));
            list();
            Eventually.holds("it is tried again", () -> target.connections() == 2);
        }
    }

    @Test
    void reload_does_not_forget_the_sessions_that_show_that_a_target_is_there() throws Exception {
        try (TestTarget target = new TestTarget()) {
            start("routes: {/target: {target: %d, viewer: vnc}}\n".formatted(target.port()));
            Session session = Session.open(gateway, target);
            awaitReachable("/target", "true");
            gateway.apply("routes: {/target: {target: %d, viewer: vnc, title: Desk}}\n".formatted(target.port()));
            gateway.advance(Duration.ofMinutes(10));
            assertEquals("true", of("/target", "reachable"));
            session.client().sendClose(1000);
            session.target().close();
            awaitReachable("/target", "null");
        }
    }

    @Test
    void target_that_cannot_be_tried_now_is_what_it_was() throws Exception {
        try (WatchedTarget target = new WatchedTarget()) {
            start("routes: {/shell: {target: %d, viewer: ssh}}\n".formatted(target.port()));
            awaitReachable("/shell", "true");
            DescriptorReserve descriptors = gateway.gateway().engine().descriptors();
            descriptors.ranOut(new IOException("no descriptors, says the test"));
            gateway.advance(INTERVAL);
            // Looked at with the clock; from now on that stands still.
            Eventually.holds("there are some again", () -> !descriptors.exhausted());
            descriptors.ranOut(new IOException("no descriptors, says the test"));
            assertEquals("true", of("/shell", "reachable"));
            assertEquals("true", of("/shell", "reachable"), "after it could not be tried");
            settle();
            Eventually.standsStill("it was tried", target::connections);
            assertEquals(1, target.connections());
        }
    }

    @Test
    void desktops_are_not_tried_unless_that_is_asked_for_because_they_count_it_as_guessing() throws Exception {
        try (WatchedTarget desk = new WatchedTarget();
                WatchedTarget asked = new WatchedTarget()) {
            start("""
                    routes:
                      /desk: {target: %d, viewer: vnc}
                      /asked: {target: %d, viewer: vnc, check-target: true}
                    """.formatted(desk.port(), asked.port()));
            awaitReachable("/asked", "true");
            assertEquals("null", of("/desk", "reachable"));
            assertEquals(0, desk.connections());
        }
    }

    @Test
    void checks_can_be_turned_off_for_all() throws Exception {
        try (WatchedTarget target = new WatchedTarget()) {
            start("""
                    portal: {check-targets: false}
                    routes:
                      /shell: {target: %1$d, viewer: ssh}
                      /asked: {target: %1$d, viewer: ssh, check-target: true}
                    """.formatted(target.port()));
            for (int i = 0; i < 20; i++) {
                assertEquals("null", of("/shell", "reachable"));
                assertEquals("null", of("/asked", "reachable"));
            }
            assertEquals(0, target.connections());
        }
    }

    @Test
    void sessions_are_counted_and_tell_whether_their_target_is_there() throws Exception {
        TestTarget target = new TestTarget();
        start("routes: {/target: {target: %d, viewer: vnc}, /other: 5900}\n".formatted(target.port()));
        assertEquals("0", of("/target", "sessions"));
        Session session = Session.open(gateway, target);
        assertEquals("1", of("/target", "sessions"));
        assertEquals("0", of("/other", "sessions"));
        awaitReachable("/target", "true");
        gateway.advance(Duration.ofMinutes(10));
        assertEquals("true", of("/target", "reachable"), "as long as it lives");
        session.client().sendClose(1000);
        session.target().close();
        Eventually.holds("it is over", () -> of("/target", "sessions").equals("0"));
        awaitReachable("/target", "null");
        target.close();
        try (RawWebSocket client = RawWebSocket.open(gateway.port(), "/target")) {
            assertEquals(1014, client.read().closeCode());
            client.sendClose(1014);
            awaitReachable("/target", "false");
        }
        gateway.advance(Duration.ofSeconds(61));
        awaitReachable("/target", "null");
    }

    @Test
    void another_target_behind_the_same_path_is_not_taken_for_the_old_one() throws Exception {
        try (FullBacklog gone = new FullBacklog();
                WatchedTarget other = new WatchedTarget()) {
            start("routes: {/target: {target: %d, viewer: vnc}}\n".formatted(gone.port()));
            try (RawWebSocket client = RawWebSocket.open(gateway.port(), "/target")) {
                Eventually.holds(
                        "it is dialling",
                        () -> gateway.gateway().sessions().all().size() == 1);
                gateway.apply("routes: {/target: {target: " + other.port() + ", viewer: vnc}}\n");
                assertEquals("1", of("/target", "sessions"));
                Eventually.holds("it is over", () -> {
                    gateway.advance(Duration.ofSeconds(1));
                    return of("/target", "sessions").equals("0");
                });
                assertEquals(1014, client.read().closeCode());
                assertEquals("null", of("/target", "reachable"));
            }
        }
    }

    @Test
    void routes_of_others_and_of_tokens_are_not_tried() throws Exception {
        try (WatchedTarget target = new WatchedTarget();
                WatchedTarget seen = new WatchedTarget()) {
            start("""
                    destinations: {allow: ["127.0.0.1:1-65535"]}
                    routes:
                      /ops: {target: %d, viewer: ssh, access: {roles: [ops]}}
                      /seen: {target: %d, viewer: ssh, group: " Workshops "}
                      /t/{token}: {target: {http: {url: "http://127.0.0.1:%1$d/{token}"}}, viewer: ssh, check-target: true}
                    """.formatted(target.port(), seen.port()));
            awaitReachable("/seen", "true");
            assertEquals("\"Workshops\"", of("/seen", "group"));
            assertEquals(0, target.connections());
            assertFalse(list().contains("token"));
        }
    }
}
