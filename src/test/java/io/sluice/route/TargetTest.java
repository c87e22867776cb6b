package io.sluice.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetTest {
    private static Target tcp(String host) {
        return new Target.Tcp(new HostPort(host, 5900));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "0.0.0.0",
                "255.255.255.255",
                "249.199.99.9",
                "::1",
                "2001:db8::2",
                "::ffff:10.0.0.5",
                "fe80::1%lo"
            })
    void nobody_is_asked_for_an_address(String host) {
        assertTrue(tcp(host).isKnown());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "example.org",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.",
                ".1.2.3",
                "1..2.3",
                "999.1.1.1",
                "256.0.0.1",
                "1.2.3.260",
                "1.2.3.1000",
                "10.0.0.5.example.org",
                "desk1",
                "1a.2b.3c.4d",
                "1234"
            })
    void names_and_what_looks_like_an_address_are_asked_for(String host) {
        assertFalse(tcp(host).isKnown());
    }

    @Test
    void address_is_what_it_stands_for() throws Exception {
        assertEquals(
                List.of(new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 0, 0, 5}), 5900)),
                tcp("10.0.0.5").addresses());
    }

    @Test
    void nobody_is_asked_for_a_unix_domain_socket() throws Exception {
        Path path = Path.of("/run/desk.sock");
        Target target = new Target.Unix(path);
        assertTrue(target.isKnown());
        assertEquals(List.of(UnixDomainSocketAddress.of(path)), target.addresses());
    }
}
