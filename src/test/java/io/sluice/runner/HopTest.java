package io.sluice.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HopTest {
    private static List<String> told(List<Hop> hops) {
        return hops.stream()
                .map(hop -> (hop.from() == null
                                ? "hidden"
                                : hop.from().getAddress().getHostAddress() + " "
                                        + hop.from().getPort())
                        + (hop.secure() ? " secure" : ""))
                .toList();
    }

    @Test
    void nearest_hop_is_the_last_of_the_list() {
        assertEquals(
                List.of("10.0.0.3 0", "10.0.0.2 0", "10.0.0.1 0"),
                told(Hop.ofForwardedFor("10.0.0.1, 10.0.0.2 ,\t10.0.0.3", false)));
        assertEquals(
                List.of("10.0.0.2 0", "10.0.0.1 0 secure"),
                told(Hop.ofForwarded("for=10.0.0.1;proto=https, for=10.0.0.2;proto=http")));
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1 0",
        "192.0.2.1:4711, 192.0.2.1 4711",
        "2001:db8::1, 2001:db8:0:0:0:0:0:1 0",
        "[2001:db8::1], 2001:db8:0:0:0:0:0:1 0",
        "[2001:db8::1]:4711, 2001:db8:0:0:0:0:0:1 4711",
        "::ffff:192.0.2.1, 192.0.2.1 0"
    })
    void address_of_either_kind_is_taken_with_and_without_port(String element, String told) {
        assertEquals(List.of(told), told(Hop.ofForwardedFor(element, false)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "for=192.0.2.1|192.0.2.1 0",
                "For=\"192.0.2.1:4711\"|192.0.2.1 4711",
                "for=\"[2001:db8::1]:4711\"|2001:db8:0:0:0:0:0:1 4711",
                "for=\"[2001:db8::1]\"|2001:db8:0:0:0:0:0:1 0",
                "for=\"2001:db8::1\"|2001:db8:0:0:0:0:0:1 0",
                "for=\"192.0.2.1:_port\"|192.0.2.1 0",
                "by=_edge; for=192.0.2.1 ;proto=https;host=\"a:1\"|192.0.2.1 0 secure",
                "PROTO=HTTPS;FOR=192.0.2.1|192.0.2.1 0 secure",
                "for=192.0.2.1;proto=wss|192.0.2.1 0 secure",
                "for=_hidden;proto=https|hidden secure",
                "for=unknown|hidden",
                "for=\"_hidden:80\"|hidden",
                "proto=https|hidden secure"
            })
    void forwarded_element_is_read(String element, String told) {
        assertEquals(List.of(told), told(Hop.ofForwarded(element)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown",
                "example.org",
                "localhost",
                "999.1.1.1",
                "1.2.3",
                "192.0.2.1:99999",
                "192.0.2.1:",
                "192.0.2.1 192.0.2.2",
                "fe80::1%eth0",
                "[192.0.2.1",
                "\"192.0.2.1\"",
                "2001:db8::1::2",
                "1:2"
            })
    void element_that_is_no_address_ends_the_list(String broken) {
        assertEquals(
                List.of("10.0.0.2 0"), told(Hop.ofForwardedFor("10.0.0.1, " + broken + ", 10.0.0.2", false)), broken);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "for=",
                "for",
                "10.0.0.1",
                "for=192.0.2.1;",
                "for=192.0.2.1;for=192.0.2.2",
                "for=192.0.2.1:80",
                "for=2001:db8::1",
                "for=\"192.0.2.1",
                "for=192.0.2.1\"",
                "for=\"192\\.0.2.1\"",
                "for=example.org"
            })
    void element_that_does_not_fit_ends_the_list(String broken) {
        assertEquals(
                List.of("10.0.0.2 0"), told(Hop.ofForwarded("for=10.0.0.1, " + broken + ", for=10.0.0.2")), broken);
    }

    /** What a proxy has added to this must not become part of a text that the client has opened. */
    @ParameterizedTest
    @ValueSource(strings = {"for=6.6.6.6;x=\"", "for=\"", "\\", "for=6.6.6.6;x=\"\\"})
    void quote_that_a_client_leaves_open_changes_nothing(String clients) {
        assertEquals(
                "2001:db8:0:0:0:0:0:9 1",
                told(Hop.ofForwarded(clients + ", for=\"[2001:db8::9]:1\";proto=http"))
                        .get(0));
    }

    @Test
    void comma_within_quotes_ends_the_list() {
        assertEquals(List.of(), told(Hop.ofForwarded("for=192.0.2.1;host=\"a, for=6.6.6.6\"")));
        assertEquals(List.of(), told(Hop.ofForwarded("for=192.0.2.1;host=\"a, for=6.6.6.6;b=\"")));
    }

    @Test
    void empty_elements_are_none() {
        assertEquals(List.of("10.0.0.1 0"), told(Hop.ofForwardedFor(" ,10.0.0.1,, ", false)));
        assertEquals(List.of(), told(Hop.ofForwardedFor(",", false)));
        assertEquals(List.of(), told(Hop.ofForwarded("")));
    }
}
