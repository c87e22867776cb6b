package io.sluice.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.AddressRange;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who the client of a request is that came through proxies. 127.0.0.1 and 10.0.0.0/8 are trusted, others are not. */
final class ForwardedClientTest {
    private static final String PROXY = "127.0.0.1";
    private static final String STRANGER = "127.0.0.2";

    private RequestMirror mirror;

    @BeforeEach
    void start() throws Exception {
        mirror = RequestMirror.start(null, PROXY, "10.0.0.0/8", "fd00::/8");
    }

    @AfterEach
    void stop() {
        mirror.close();
    }

    private String answer(String from, String... headers) throws Exception {
        try (Socket socket = mirror.connect(from)) {
            String request = "GET / HTTP/1.1\r\nHost: gateway.example\r\nConnection: close\r\n"
                    + String.join(
                            "", List.of(headers).stream().map(h -> h + "\r\n").toList()) + "\r\n";
            socket.getOutputStream().write(request.getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    /** What the application is told. */
    private String told(String from, String... headers) throws Exception {
        String answer = answer(from, headers);
        assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    private String client(String from, String... headers) throws Exception {
        return told(from, headers).split(" ", 2)[0];
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7|X-Forwarded-For: 203.0.113.7",
                "203.0.113.7|X-Forwarded-For: 6.6.6.6, 203.0.113.7",
                "203.0.113.7|X-Forwarded-For: 6.6.6.6, 203.0.113.7, 10.0.0.2, 10.0.0.3",
                "203.0.113.7|X-Forwarded-For: 10.0.0.9, 203.0.113.7",
                "203.0.113.7|X-Forwarded-For: nonsense, 203.0.113.7, 10.0.0.2",
                "10.0.0.1|X-Forwarded-For: 10.0.0.1, 10.0.0.2",
                "10.0.0.2|X-Forwarded-For: 6.6.6.6, nonsense, 10.0.0.2",
                "127.0.0.1|X-Forwarded-For: unknown",
                "127.0.0.1|X-Forwarded-For: 6.6.6.6, nonsense",
                "[2001:db8:0:0:0:0:0:9]|X-Forwarded-For: 2001:db8::9",
                "[2001:db8:0:0:0:0:0:9]|Forwarded: for=6.6.6.6, for=\"[2001:db8::9]:4711\";proto=https, for=\"[fd00::2]\"",
                "10.0.0.2|Forwarded: for=_hidden, for=10.0.0.2",
                "127.0.0.1|Forwarded: for=unknown",
                "203.0.113.7|Forwarded: for=203.0.113.7",
            })
    void client_is_the_nearest_hop_that_is_no_trusted_proxy(String client, String header) throws Exception {
        assertEquals(client, client(PROXY, header));
        assertEquals(STRANGER, client(STRANGER, header), "a stranger is not believed");
    }

    @Test
    void failure_14_forwarded_for_is_believed_from_anyone() throws Exception {
        String told = told(
                STRANGER,
                "X-Forwarded-For: 10.0.0.1",
                "Forwarded: for=10.0.0.2;proto=https",
                "X-Forwarded-Proto: https");
        assertTrue(told.startsWith(STRANGER + " "), told);
        assertTrue(told.endsWith(" http false gateway.example:80 []"), told);
    }

    @Test
    void lines_of_a_header_are_one_list() throws Exception {
        assertEquals(
                "203.0.113.7",
                client(PROXY, "X-Forwarded-For: 6.6.6.6", "X-Forwarded-For: 203.0.113.7", "X-Forwarded-For: 10.0.0.2"));
        assertEquals("127.0.0.1", client(PROXY, "X-Forwarded-For:", "X-Forwarded-For: ,"));
    }

    @Test
    void port_is_told_with_the_address() throws Exception {
        assertTrue(told(PROXY, "X-Forwarded-For: 203.0.113.7:4711").startsWith("203.0.113.7 4711 "));
        assertTrue(told(PROXY, "X-Forwarded-For: 203.0.113.7").startsWith("203.0.113.7 0 "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true|X-Forwarded-Proto: https",
                "true|X-Forwarded-Proto: http, HTTPS",
                "true|X-Forwarded-Proto: wss",
                "false|X-Forwarded-Proto: https, http",
                "false|X-Forwarded-Proto: ,",
                "false|X-Forwarded-Proto: http",
                "true|Forwarded: for=203.0.113.7;proto=https",
                "true|Forwarded: for=203.0.113.7;proto=https, for=10.0.0.2;proto=http",
                "true|Forwarded: for=_hidden;proto=https",
                "false|Forwarded: for=6.6.6.6;proto=https, for=203.0.113.7;proto=http",
                "false|Forwarded: for=203.0.113.7;proto=http",
            })
    void request_is_secure_when_the_proxy_says_so(boolean secure, String header) throws Exception {
        String end = secure ? " https true gateway.example:443 []" : " http false gateway.example:80 []";
        String told = told(PROXY, header);
        assertTrue(told.endsWith(end), told);
        assertTrue(told(STRANGER, header).endsWith(" http false gateway.example:80 []"));
    }

    @Test
    void host_and_port_that_a_proxy_tells_are_not_believed() throws Exception {
        String told = told(
                PROXY,
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-Port: 1",
                "X-Forwarded-Server: evil.example",
                "Forwarded: for=203.0.113.7;host=evil.example");
        assertEquals("203.0.113.7 0 http false gateway.example:80 []", told);
    }

    @Test
    void headers_that_name_different_clients_are_a_bad_request() throws Exception {
        String bad = answer(PROXY, "X-Forwarded-For: 203.0.113.7", "Forwarded: for=6.6.6.6");
        assertTrue(bad.startsWith("HTTP/1.1 400 "), bad);
        assertTrue(answer(PROXY, "X-Forwarded-For: 203.0.113.7", "Forwarded: proto=https")
                .startsWith("HTTP/1.1 400 "));
        assertEquals(
                "203.0.113.7",
                client(PROXY, "X-Forwarded-For: 203.0.113.7, 10.0.0.2", "Forwarded: for=\"203.0.113.7:4711\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.2", "127.0.0.0/8"})
    void proxies_are_trusted_and_no_longer_trusted_at_once(String range) throws Exception {
        String header = "X-Forwarded-For: 203.0.113.7";
        assertEquals(STRANGER, client(STRANGER, header));
        mirror.proxies().trust(List.of(AddressRange.parse(range)));
        assertEquals("203.0.113.7", client(STRANGER, header));
        mirror.proxies().trust(List.of());
        assertEquals(STRANGER, client(STRANGER, header));
    }
}
