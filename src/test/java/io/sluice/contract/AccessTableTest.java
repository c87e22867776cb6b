package io.sluice.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.testing.Container;
import io.sluice.testing.Http2Client;
import io.sluice.testing.PasswordFiles;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RawWebSocket.Response;
import io.sluice.testing.RunningGateway;
import io.sluice.testing.TestTarget;
import io.sluice.testing.TlsCertificate;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every combination of checks, and of what meets them: all must pass, whichever way a route is asked for. What is
 * expected is worked out here, from the meaning of the words alone.
 */
final class AccessTableTest {
    /** Where the page comes from. */
    private enum Page {
        NONE,
        OWN,
        LISTED,
        FOREIGN
    }

    /** Where the client's address is asked for. */
    private enum Addresses {
        ANY,
        THIS,
        OTHER
    }

    /** When sessions may begin. */
    private enum Time {
        ALWAYS,
        NOW,
        NEVER
    }

    /** Who may. */
    private enum Who {
        ANYONE,
        ANYONE_LOGGED_IN,
        ALICE,
        OPERATORS
    }

    /** What the client brings. Alice is an operator, Bob is none. */
    private enum Brings {
        NOTHING,
        WRONG_PASSWORD,
        ALICE,
        BOB
    }

    /** Where the checks stand. */
    private enum Level {
        ROUTE,
        GATEWAY
    }

    private record Rule(Addresses addresses, Time time, Who who) {
        String path() {
            return "/" + addresses + "-" + time + "-" + who;
        }

        String yaml() {
            List<String> keys = new ArrayList<>();
            keys.add("origins: [\"https://listed.example\"]");
            switch (addresses) {
                case ANY -> {}
                case THIS -> keys.add("addresses: [10.0.0.0/8, 127.0.0.0/8]");
                case OTHER -> keys.add("addresses: [10.0.0.0/8, \"::1\"]");
            }
            DayOfWeek today = LocalDate.now(ZoneOffset.UTC).getDayOfWeek();
            switch (time) {
                case ALWAYS -> {}
                // Yesterday and tomorrow too, in case that midnight comes.
                case NOW ->
                    keys.add("hours: \"" + name(today.minus(1)) + "-" + name(today.plus(1)) + " 00:00-24:00 UTC\"");
                case NEVER -> keys.add("hours: \"" + name(today.plus(3)) + " 00:00-24:00 UTC\"");
            }
            switch (who) {
                case ANYONE -> {}
                case ANYONE_LOGGED_IN -> keys.add("users: \"*\"");
                case ALICE -> keys.add("users: [alice]");
                case OPERATORS -> keys.add("roles: [ops]");
            }
            return "{" + String.join(", ", keys) + "}";
        }

        private static String name(DayOfWeek day) {
            return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
        }

        /** 101 stands for granted. */
        int expected(Page page, Brings brings) {
            if (page == Page.FOREIGN || addresses == Addresses.OTHER || time == Time.NEVER) {
                return 403;
            }
            if (who == Who.ANYONE) {
                return 101;
            }
            if (brings == Brings.NOTHING || brings == Brings.WRONG_PASSWORD) {
                return 401;
            }
            return brings == Brings.BOB && who != Who.ANYONE_LOGGED_IN ? 403 : 101;
        }
    }

    @TempDir
    private Path folder;

    private static List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        for (Addresses addresses : Addresses.values()) {
            for (Time time : Time.values()) {
                for (Who who : Who.values()) {
                    rules.add(new Rule(addresses, time, who));
                }
            }
        }
        return rules;
    }

    private String yaml(String rest) throws Exception {
        Path users = PasswordFiles.write(folder.resolve("users.htpasswd"), "alice", "right", "bob", "right");
        return "authentication: {basic: {file: " + users + "}, roles: {ops: [alice]}}\n" + rest;
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void checks_of_a_route_must_all_pass(Container container) throws Exception {
        try (TestTarget target = new TestTarget()) {
            StringBuilder routes = new StringBuilder("routes:\n");
            for (Rule rule : rules()) {
                routes.append("  %s: {target: %d, access: %s}\n".formatted(rule.path(), target.port(), rule.yaml()));
            }
            try (RunningGateway gateway = RunningGateway.start(container, yaml(routes.toString()))) {
                for (Rule rule : rules()) {
                    assertHolds(gateway, target, rule, rule.path(), Level.ROUTE);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Container.class)
    void checks_of_the_gateway_must_pass_too(Container container) throws Exception {
        try (TestTarget target = new TestTarget();
                RunningGateway gateway = RunningGateway.start(container, yaml("routes: {/route: 1}"))) {
            for (Rule rule : rules()) {
                gateway.apply(yaml("access: " + rule.yaml() + "\nroutes: {/route: " + target.port() + "}"));
                assertHolds(gateway, target, rule, "/route", Level.GATEWAY);
            }
        }
    }

    /** Tomcat has no WebSockets over HTTP/2 (RFC 8441): there, plain requests have to meet the same checks. */
    @ParameterizedTest
    @EnumSource(Container.class)
    void checks_hold_over_http_2_as_well(Container container) throws Exception {
        boolean webSockets = container == Container.JETTY;
        try (TestTarget target = new TestTarget()) {
            StringBuilder yaml = new StringBuilder();
            if (webSockets) {
                Path pem = TlsCertificate.make(folder).pem(folder);
                yaml.append("tls: {certificate: %s, key: %s}\n".formatted(pem, pem));
            }
            yaml.append("routes:\n");
            for (Rule rule : rules()) {
                yaml.append("  %s: {target: %d, access: %s}\n".formatted(rule.path(), target.port(), rule.yaml()));
            }
            try (RunningGateway gateway = RunningGateway.start(container, yaml(yaml.toString()));
                    Http2Client client =
                            webSockets ? Http2Client.overTls(gateway.port()) : Http2Client.inClear(gateway.port())) {
                for (Rule rule : rules()) {
                    for (Page page : Page.values()) {
                        for (Brings brings : Brings.values()) {
                            gateway.advance(Duration.ofMinutes(16));
                            String scheme = webSockets ? "https" : "http";
                            String[] headers = headers(page, brings, scheme + "://localhost:" + gateway.port());
                            int expected = rule.expected(page, brings);
                            String which = rule + " " + page + " " + brings;
                            assertEquals(expected == 101 ? 426 : expected, client.get(rule.path(), headers), which);
                            if (webSockets) {
                                assertEquals(
                                        expected == 101 ? 200 : expected,
                                        client.handshake(rule.path(), headers),
                                        which);
                            }
                            if (webSockets && expected == 101) {
                                target.accept().close();
                                client.cancel();
                            }
                        }
                    }
                }
            }
        }
    }

    private static void assertHolds(RunningGateway gateway, TestTarget target, Rule rule, String path, Level level)
            throws Exception {
        for (Page page : Page.values()) {
            for (Brings brings : Brings.values()) {
                // Else wrong passwords would slow the next ones down.
                gateway.advance(Duration.ofMinutes(16));
                String[] headers = headers(page, brings, "http://localhost:" + gateway.port());
                String which = level + " " + rule + " " + page + " " + brings;
                int expected = rule.expected(page, brings);
                Response shaken = RawWebSocket.handshake(gateway.port(), path, headers);
                assertEquals(expected, shaken.status(), which);
                if (expected == 101) {
                    target.accept().close();
                }
                Response plain = RawWebSocket.http(gateway.port(), "GET", path, headers);
                assertEquals(expected == 101 ? 426 : expected, plain.status(), which + ", without handshake");
                assertEquals(expected == 401, shaken.headers().containsKey("www-authenticate"), which);
            }
        }
    }

    private static String[] headers(Page page, Brings brings, String own) {
        List<String> headers = new ArrayList<>();
        switch (page) {
            case NONE -> {}
            case OWN -> headers.add("Origin: " + own);
            case LISTED -> headers.add("Origin: https://listed.example");
            case FOREIGN -> headers.add("Origin: https://foreign.example");
        }
        switch (brings) {
            case NOTHING -> {}
            case WRONG_PASSWORD -> headers.add(RawWebSocket.basic("alice", "wrong"));
            case ALICE -> headers.add(RawWebSocket.basic("alice", "right"));
            case BOB -> headers.add(RawWebSocket.basic("bob", "right"));
        }
        return headers.toArray(String[]::new);
    }
}
