package io.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.config.Configuration;
import io.sluice.config.ConfigurationReader;
import io.sluice.config.RouteSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code sluice check} says of who may open a route. */
final class AccessReviewTest {
    private static final String PUBLIC = "anyone on a public address who reaches the gateway may open it";

    @TempDir
    private Path folder;

    private Configuration read(String yaml) throws Exception {
        Files.writeString(folder.resolve("users"), "");
        Files.writeString(folder.resolve("tokens"), "");
        return ConfigurationReader.read(Files.writeString(folder.resolve("sluice.yaml"), yaml));
    }

    private Configuration withAccess(String gateway, String route) throws Exception {
        String top = gateway == null ? "" : "access: {" + gateway + "}\n";
        String own = route == null ? "" : ", access: {" + route + "}";
        return read(top + "authentication: {basic: {file: users}}\nroutes: {/desk: {target: 5900" + own + "}}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "- | - | anyone, in the gateway's own pages",
                "- | users: [alice, bob] | alice or bob, logged in by the container, password, ticket, in the gateway's own pages",
                "- | roles: [ops], users: '*' | anyone and also whoever has the role ops, logged in by the container, password,"
                        + " ticket, in the gateway's own pages",
                "addresses: [10.0.0.0/8] | addresses: ['::1'] | anyone, from 10.0.0.0/8, from 0:0:0:0:0:0:0:1, in the gateway's"
                        + " own pages",
                "- | hours: 'Mon-Tue 08:00-18:00 UTC' | anyone, at mon,tue 08:00-18:00 UTC, in the gateway's own pages",
                "origins: ['https://a', 'https://b'] | - | anyone, in the gateway's own pages and those of https://a, https://b",
                "origins: ['https://a', 'https://b'] | origins: ['https://b', 'https://c'] | anyone, in the gateway's own pages"
                        + " and those of https://b",
                "origins: '*' | origins: 'https://a' | anyone, in the gateway's own pages and those of https://a",
                "- | origins: '*' | anyone, in any web page",
            })
    void it_is_said_in_words(String gateway, String route, String words) throws Exception {
        Configuration configuration = withAccess(gateway, route);
        assertEquals(
                words,
                new AccessReview(configuration).words(configuration.routes().get(0)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "- | - | true",
                "- | users: '*' | false",
                "roles: [ops] | - | false",
                "addresses: [10.0.0.0/8, 'fd00::/8'] | - | false",
                "- | addresses: [10.0.0.0/8, 8.8.8.8] | true",
                "- | addresses: 0.0.0.0/0 | true",
                "- | hours: 08:00-18:00 | true",
            })
    void route_for_anybody_on_a_public_address_is_warned_of(String gateway, String route, boolean warned)
            throws Exception {
        Configuration configuration = withAccess(gateway, route);
        assertEquals(
                warned ? List.of(PUBLIC) : List.of(),
                new AccessReview(configuration).doubts(configuration.routes().get(0)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | alone, whoever reaches 127.0.0.1:9180",
                "manage: off | nobody",
                "'manage: {listen: off, role: ops}' | whoever has the role ops, logged in by the container, password, ticket",
                "'manage: {listen: 9999, role: ops}' | alone, whoever reaches 127.0.0.1:9999; whoever has the role ops, logged"
                        + " in by the container, password, ticket",
            })
    void operators_are_named(String manage, String words) throws Exception {
        Configuration configuration = read(manage + "\nauthentication: {basic: {file: users}}\n");
        assertEquals(words, new AccessReview(configuration).operators());
        assertEquals(List.of(), new AccessReview(configuration).doubts());
    }

    @Test
    void operators_who_are_anybody_or_nobody_are_warned_of() throws Exception {
        assertEquals(
                List.of(
                        "anyone who reaches 0.0.0.0:9180 is an operator: let manage.listen be on loopback",
                        "operators have to log in, and authentication names no way: in a servlet container that is the"
                                + " container's, and in the runner nobody is one by manage.role"),
                new AccessReview(read("manage: {listen: 0.0.0.0:9180, role: ops}")).doubts());
    }

    @Test
    void everything_else_to_think_twice_about_is_said() throws Exception {
        Configuration configuration = read("""
                listen: 0.0.0.0:8080
                authentication: {basic: {file: users}}
                routes:
                  /tls: {target: "tls://db:5432", tls: {insecure: true}, access: {users: "*", origins: "*"}}
                  /t/{token}: {target: {tokens: tokens}, access: {users: "*"}}
                """);
        AccessReview review = new AccessReview(configuration);
        List<RouteSettings> routes = configuration.routes();
        assertEquals(
                List.of(
                        "the target's certificate is not checked (insecure: true): anybody may stand in for the target",
                        "any web page that a user visits may open it, with that user's log-in"),
                review.doubts(routes.get(0)));
        assertEquals(
                List.of("every token is refused until destinations says where targets may lie"),
                review.doubts(routes.get(1)));
        assertEquals(
                List.of("passwords come unencrypted to 0.0.0.0:8080: name a certificate under tls, or listen on"
                        + " loopback behind a proxy that has one"),
                review.doubts());
        Configuration without = read("routes: {/desk: {target: 5900, access: {users: [alice]}}}");
        assertEquals(
                1, new AccessReview(without).doubts(without.routes().get(0)).size());
    }
}
