package io.sluice.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.config.AddressRange;
import io.sluice.config.ProxyProtocol;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The PROXY header as HAProxy's specification has it. */
final class ProxyHeaderTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    private static byte[] header(ProxyProtocol version, String client, String gateway) {
        return ProxyHeader.of(
                version,
                new InetSocketAddress(AddressRange.literal(client), 56324),
                new InetSocketAddress(AddressRange.literal(gateway), 443));
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.0.1, 192.168.0.11, PROXY TCP4 192.168.0.1 192.168.0.11 56324 443",
        "2001:db8::1, 2001:db8::2, PROXY TCP6 2001:db8:0:0:0:0:0:1 2001:db8:0:0:0:0:0:2 56324 443",
        "192.168.0.1, ::1, PROXY TCP6 ::ffff:192.168.0.1 0:0:0:0:0:0:0:1 56324 443",
    })
    void version_1_is_a_line(String client, String gateway, String line) {
        byte[] header = header(ProxyProtocol.V1, client, gateway);
        assertEquals(line + "\r\n", new String(header, StandardCharsets.US_ASCII));
    }

    @ParameterizedTest
    @CsvSource({
        "192.168.0.1, 192.168.0.11, 2111000cc0a80001c0a8000bdc0401bb",
        "2001:db8::1, 2001:db8::2, 2121002420010db800000000000000000000000120010db8000000000000000000000002dc0401bb",
        "192.168.0.1, ::1, 2121002400000000000000000000ffffc0a8000100000000000000000000000000000001dc0401bb",
    })
    void version_2_is_bytes(String client, String gateway, String bytes) {
        assertEquals(SIGNATURE + bytes, HexFormat.of().formatHex(header(ProxyProtocol.V2, client, gateway)));
    }

    @Test
    void nothing_is_said_unless_wanted() {
        assertEquals(0, header(ProxyProtocol.OFF, "192.168.0.1", "192.168.0.11").length);
    }
}
