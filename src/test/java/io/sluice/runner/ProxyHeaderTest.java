package io.sluice.runner;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ProxyHeaderTest {
    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";
    private static final String FOUR = "cb007107" + "0a000001" + "1267" + "01bb";
    private static final String SIX =
            "20010db8000000000000000000000009" + "20010db8000000000000000000000001" + "1267" + "01bb";

    private static ProxyHeader line(String text) throws ProtocolException {
        return ProxyHeader.at(ByteBuffer.wrap(text.getBytes(ISO_8859_1)));
    }

    private static ProxyHeader binary(String hex) throws ProtocolException {
        return ProxyHeader.at(ByteBuffer.wrap(HexFormat.of().parseHex(SIGNATURE + hex)));
    }

    private static ProxyHeader told(String header, String address, int port) {
        return new ProxyHeader(header.length(), new InetSocketAddress(address, port));
    }

    @Test
    void line_names_the_client() throws Exception {
        String four = "PROXY TCP4 203.0.113.7 10.0.0.1 4711 443\r\n";
        assertEquals(told(four, "203.0.113.7", 4711), line(four + "GET / HTTP/1.1\r\n"));
        String six = "PROXY TCP6 2001:db8::9 2001:db8::1 4711 443\r\n";
        assertEquals(told(six, "2001:db8::9", 4711), line(six));
        String longest = "PROXY TCP6 " + "2001:0db8:1111:2222:3333:4444:5555:6666 ".repeat(2) + "65535 65535\r\n";
        assertEquals(told(longest, "2001:db8:1111:2222:3333:4444:5555:6666", 65535), line(longest));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY UNKNOWN\r\n",
                "PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535\r\n",
                "PROXY UNKNOWN 203.0.113.7 10.0.0.1 4711 443\r\n"
            })
    void unknown_client_is_the_proxy(String text) throws Exception {
        assertEquals(new ProxyHeader(text.length(), null), line(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY \r\n",
                "PROXY TCP4\r\n",
                "PROXY TCP5 203.0.113.7 10.0.0.1 4711 443\r\n",
                "PROXY tcp4 203.0.113.7 10.0.0.1 4711 443\r\n",
                "PROXY TCP4 203.0.113.7 10.0.0.1 4711\r\n",
                "PROXY TCP4 203.0.113.7 10.0.0.1 4711 443 \r\n",
                "PROXY TCP4  203.0.113.7 10.0.0.1 4711 443\r\n",
                "PROXY TCP4 203.0.113.7 10.0.0.1 4711 65536\r\n",
                "PROXY TCP4 203.0.113.7 10.0.0.1 65536 443\r\n",
                "PROXY TCP4 999.0.113.7 10.0.0.1 4711 443\r\n",
                "PROXY TCP4 2001:db8::9 2001:db8::1 4711 443\r\n",
                "PROXY TCP6 203.0.113.7 10.0.0.1 4711 443\r\n",
                "PROXY TCP4 localhost 10.0.0.1 4711 443\r\n",
                "PROXY TCP4 203.0.113.7 10.0.0.1 -1 443\r\n",
                "PROXY TCP4 203.0.113.7 10.0.0.1 4711 443\nGET / HTTP/1.1\r\n"
            })
    void line_that_does_not_fit_is_refused(String text) {
        assertThrows(ProtocolException.class, () -> line(text), text);
    }

    @Test
    void line_without_end_is_refused() throws Exception {
        assertNull(line("PROXY UNKNOWN " + "x".repeat(92)));
        assertThrows(ProtocolException.class, () -> line("PROXY UNKNOWN " + "x".repeat(93)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET / HTTP/1.1\r\n", "POST", "PROPFIND /", "PRI * HTTP/2.0", "\r\nGET /", "\u0016\u0003\u0001"})
    void other_beginning_is_no_header(String text) throws Exception {
        assertEquals(new ProxyHeader(0, null), line(text));
    }

    @ParameterizedTest
    @CsvSource({
        "2111000c" + FOUR + ", 203.0.113.7, 28",
        "21110010" + FOUR + "04000100, 203.0.113.7, 32",
        "21210024" + SIX + ", 2001:db8::9, 52"
    })
    void bytes_name_the_client(String hex, String address, int length) throws Exception {
        assertEquals(new ProxyHeader(length, new InetSocketAddress(address, 4711)), binary(hex + "474554"));
    }

    @ParameterizedTest
    @CsvSource({"20000000, 16", "2000000400000000, 20", "2011000c" + FOUR + ", 28", "20ff0000, 16", "21000000, 16"})
    void proxy_that_speaks_for_itself_is_the_client(String hex, int length) throws Exception {
        assertEquals(new ProxyHeader(length, null), binary(hex));
    }

    @Test
    void client_on_a_unix_socket_has_no_address() throws Exception {
        assertEquals(new ProxyHeader(16 + 216, null), binary("213100d8" + "00".repeat(216)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1111000c" + FOUR,
                "3111000c" + FOUR,
                "2211000c" + FOUR,
                "2112000c" + FOUR,
                "2141000c" + FOUR,
                "2111000b" + FOUR,
                "21210023" + SIX,
                "2111ffff" + FOUR
            })
    void bytes_that_do_not_fit_are_refused(String hex) {
        assertThrows(ProtocolException.class, () -> binary(hex), hex);
    }

    @Test
    void header_is_awaited_byte_by_byte() throws Exception {
        String text = "PROXY TCP4 203.0.113.7 10.0.0.1 4711 443\r\n";
        for (int i = 0; i < text.length(); i++) {
            assertNull(line(text.substring(0, i)));
        }
        byte[] bytes = HexFormat.of().parseHex(SIGNATURE + "21110010" + FOUR + "04000100");
        for (int i = 0; i < bytes.length; i++) {
            assertNull(ProxyHeader.at(ByteBuffer.wrap(bytes, 0, i)));
        }
    }

    @Test
    void bytes_before_the_position_are_not_looked_at() throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex("0000" + SIGNATURE + "2111000c" + FOUR));
        bytes.position(2);
        assertEquals(new ProxyHeader(28, new InetSocketAddress("203.0.113.7", 4711)), ProxyHeader.at(bytes));
    }
}
