package io.sluice.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.config.AddressRange;
import io.sluice.config.DestinationRule;
import io.sluice.config.HostPort;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where targets may lie, with names that stand for what the test says. */
final class DestinationsTest {
    private static final OwnPorts OWN_PORTS = new OwnPorts();

    static {
        OWN_PORTS.add(9180);
    }

    private final List<String> asked = new ArrayList<>();

    private Destinations destinations(String rules, Destinations.Resolver names) {
        List<DestinationRule> parsed = rules == null
                ? List.of()
                : Arrays.stream(rules.split(" ")).map(DestinationRule::parse).toList();
        return new Destinations(parsed, OWN_PORTS, new Lookups(1), name -> {
            asked.add(name);
            return names.resolve(name);
        });
    }

    private static InetAddress[] addresses(String... addresses) {
        return Arrays.stream(addresses).map(AddressRange::literal).toArray(InetAddress[]::new);
    }

    private List<String> allowed(String rules, String target, String... found) throws Exception {
        return destinations(rules, name -> addresses(found)).allowed(HostPort.parse(target)).stream()
                .map(InetSocketAddress::getAddress)
                .map(InetAddress::getHostAddress)
                .toList();
    }

    @Test
    void gateways_own_ports_are_nobodys_target() throws Exception {
        assertEquals(List.of(), allowed("127.0.0.1:*", "127.0.0.1:9180"));
        assertEquals(List.of("127.0.0.1"), allowed("127.0.0.1:*", "127.0.0.1:9181"));
        assertEquals(List.of("10.255.255.1"), allowed("10.0.0.0/8:*", "10.255.255.1:9180"));
    }

    @Test
    void name_that_no_rule_could_allow_is_not_even_looked_up() throws Exception {
        assertEquals(List.of(), allowed("*.lab.example:22", "elsewhere.example:22", "10.0.0.5"));
        assertEquals(List.of(), asked);
    }

    @Test
    void nothing_is_allowed_without_a_rule() throws Exception {
        assertEquals(List.of(), allowed(null, "10.0.0.5:22"));
        assertEquals(List.of(), allowed(null, "desk:22", "10.0.0.5"));
        assertEquals(List.of(), asked);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8:22,                    10.0.0.5:22,          true",
        "10.0.0.0/8:22,                    10.0.0.5:23,          false",
        "10.0.0.0/8:22,                    11.0.0.5:22,          false",
        "10.0.0.5:*,                       10.0.0.5:65535,       true",
        "10.0.0.5:5900-5999,               10.0.0.5:5899,        false",
        "10.0.0.5:5900-5999,               10.0.0.5:5900,        true",
        "10.0.0.5:5900-5999,               10.0.0.5:5999,        true",
        "10.0.0.5:5900-5999,               10.0.0.5:6000,        false",
        "11.0.0.1:1 10.0.0.5:2,            10.0.0.5:2,           true",
        "11.0.0.1:1 10.0.0.5:2,            10.0.0.5:1,           false",
        "[2001:db8::/32]:22,               [2001:db8::5]:22,     true",
        "[2001:db8::/32]:22,               [2001:db9::5]:22,     false",
        "*:*,                              10.0.0.5:22,          true",
        "*:*,                              [2001:db8::5]:22,     true",
        "*.5:22,                           10.0.0.5:22,          false",
        "10.0.0.0/8:22,                    [::ffff:10.0.0.5]:22, true",
        "10.0.0.0/8:22,                    [64:ff9b::a00:5]:22,  false",
        "*:*,                              [64:ff9b::a00:5]:22,  true",
    })
    void address_needs_a_rule_for_it_and_its_port(String rules, String target, boolean is) throws Exception {
        assertEquals(is, !allowed(rules, target).isEmpty());
        assertEquals(List.of(), asked);
    }

    @ParameterizedTest
    @CsvSource({
        "desk:22,                desk:22,           true",
        "desk:22,                DESK:22,           true",
        "desk:22,                desk.lab.example:22, false",
        "*.lab.example:22,       desk.lab.example:22, true",
        "*.lab.example:22,       Desk.LAB.example:22, true",
        "*.lab.example:22,       a.b.lab.example:22, true",
        "*.lab.example:22,       lab.example:22,    false",
        "*.lab.example:22,       evil-lab.example:22, false",
        "*.lab.example:22,       lab.example.evil:22, false",
        "*:22,                   desk:22,           true",
        "*:22,                   desk:23,           false",
        "10.0.0.0/8:22,          desk:22,           true",
        "11.0.0.0/8:22,          desk:22,           false",
    })
    void name_needs_a_rule_for_it_or_its_address(String rules, String target, boolean is) throws Exception {
        assertEquals(is, !allowed(rules, target, "10.0.0.5").isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.0.9",
                "0.0.0.0",
                "0.1.2.3",
                "169.254.0.1",
                "169.254.169.254",
                "224.0.0.1",
                "239.255.255.255",
                "255.255.255.255",
                "100.100.100.200",
                "168.63.129.16",
                "192.0.0.192",
                "::",
                "::1",
                "fe80::1",
                "febf::1",
                "ff02::1",
                "fd00:ec2::254",
                "fd20:ce::254",
                "::ffff:127.0.0.1",
                "::127.0.0.1",
                "::169.254.169.254",
                "64:ff9b::7f00:1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b:1::1",
                "2002:7f00:1::1",
                "2002:a9fe:a9fe:1::5",
                "2001:0:102:304::1"
            })
    void special_address_is_not_meant_by_a_wide_rule(String address) throws Exception {
        String rules = "*:* 0.0.0.0/0:* [::/0]:* *.lab.example:* desk.lab.example:* 0.0.0.0/1:* [8000::/1]:*"
                + " 100.64.0.0/10:* 168.63.0.0/16:* 192.0.0.0/24:* [fd00::/8]:* [64:ff9b::/96]:* [2002::/16]:*";
        String literal = address.contains(":") ? "[" + address + "]" : address;
        assertEquals(List.of(), allowed(rules, literal + ":22"));
        assertEquals(List.of(), allowed(rules, "desk.lab.example:22", address));
        assertEquals(List.of(), allowed(rules, "localhost:22", address));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:*,             127.0.0.1",
        "127.0.0.0/8:5900,        127.0.0.1",
        "127.0.0.0/8:5900,        ::ffff:127.0.0.1",
        "169.254.7.0/24:5900,     169.254.7.7",
        "169.254.169.254:5900,    169.254.169.254",
        "100.100.100.200:5900,    100.100.100.200",
        "[::1]:5900,              ::1",
        "[fe80::/10]:5900,        fe80::1",
        "[64:ff9b::7f00:1]:5900,  64:ff9b::7f00:1",
        "[2002:7f00::/24]:5900,   2002:7f00:1::1",
    })
    void special_address_is_allowed_where_it_is_written(String rule, String address) throws Exception {
        assertEquals(1, allowed(rule, "desk:5900", address).size());
    }

    @ParameterizedTest
    @CsvSource({
        "169.254.0.0/16:*,  169.254.169.254",
        "126.0.0.0/7:*,     127.0.0.1",
        "[::/127]:*,        ::1",
        "127.0.0.0/8:*,     ::1",
        "127.0.0.0/8:*,     64:ff9b::7f00:1",
        "[::1]:*,           127.0.0.1",
    })
    void wider_or_other_ranges_do_not_count_as_written(String rule, String address) throws Exception {
        assertEquals(List.of(), allowed(rule, "desk:5900", address));
    }

    @Test
    void localhost_is_written_by_its_name() throws Exception {
        assertEquals(
                List.of("127.0.0.1", "0:0:0:0:0:0:0:1"), allowed("localhost:22", "LocalHost:22", "127.0.0.1", "::1"));
        assertEquals(List.of(), allowed("localhost:22", "localhost:22", "169.254.169.254"));
        assertEquals(List.of(), allowed("desk:22", "desk:22", "127.0.0.1"));
        assertEquals(List.of(), allowed("localhost:22", "desk:22", "127.0.0.1"));
    }

    @Test
    void only_those_addresses_of_a_name_that_are_allowed_are_dialled() throws Exception {
        assertEquals(
                List.of("10.0.0.5", "10.0.0.7"),
                allowed("10.0.0.0/8:22", "desk:22", "10.0.0.5", "11.0.0.6", "127.0.0.1", "10.0.0.7"));
        assertEquals(List.of("10.0.0.5"), allowed("*:22", "desk:22", "127.0.0.1", "10.0.0.5"));
    }

    @Test
    void name_is_resolved_once() throws Exception {
        List<InetSocketAddress> found =
                destinations("*:*", name -> addresses("10.0.0.5")).allowed(new HostPort("desk", 22));
        assertEquals(List.of(new InetSocketAddress("10.0.0.5", 22)), found);
        assertEquals(List.of("desk"), asked);
    }

    @Test
    void wrapped_address_of_a_name_server_is_judged_as_what_it_wraps() throws Exception {
        byte[] wrapped = new byte[16];
        wrapped[10] = (byte) 0xff;
        wrapped[11] = (byte) 0xff;
        System.arraycopy(new byte[] {127, 0, 0, 1}, 0, wrapped, 12, 4);
        InetAddress address = Inet6Address.getByAddress("desk", wrapped, -1);
        assertEquals(
                List.of(),
                destinations("*:* [::/0]:*", name -> new InetAddress[] {address})
                        .allowed(new HostPort("desk", 22)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"127.1", "2130706433", "0x7f.1", "0x7f000001", "0177.0.0.1", "127.0.0.1.", "localhost.", "10.5"})
    void number_in_disguise_is_refused_without_asking(String host) throws Exception {
        assertEquals(List.of(), allowed("*:* 127.0.0.0/8:* localhost:*", host + ":22", "127.0.0.1"));
        assertEquals(List.of(), asked);
    }

    @Test
    void name_without_address_is_told_apart() {
        Destinations destinations = destinations("*:22", name -> {
            throw new UnknownHostException(name);
        });
        assertThrows(UnknownHostException.class, () -> destinations.allowed(new HostPort("desk", 22)));
    }

    @Test
    void names_are_not_asked_for_where_no_rule_has_the_port() throws Exception {
        assertEquals(List.of(), allowed("*:22", "desk:23", "10.0.0.5"));
        assertEquals(List.of(), asked);
    }

    @Test
    void names_are_not_asked_for_when_too_many_are_already() throws Exception {
        Lookups lookups = new Lookups(1);
        Destinations destinations = new Destinations(
                List.of(DestinationRule.parse("*:*")), OWN_PORTS, lookups, name -> addresses("10.0.0.5"));
        try (Lookups.Place place = lookups.begin()) {
            assertThrows(SourceDownException.class, () -> destinations.allowed(new HostPort("desk", 22)));
            assertEquals(1, destinations.allowed(new HostPort("10.0.0.5", 22)).size());
        }
        assertEquals(1, destinations.allowed(new HostPort("desk", 22)).size());
    }
}
