package io.sluice.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.peers.SluiceProcess;
import io.sluice.testing.RawWebSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * No request of a stranger makes Jetty write to the log: its lines know no bounds, quote the request, and may block.
 */
final class StrangersLinesIT {
    private SluiceProcess gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = SluiceProcess.serve("--route", "/echo=1");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private String answer(String request) throws Exception {
        try (Socket socket = RawWebSocket.socket(gateway.port())) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private void assertNothingIsLogged() throws Exception {
        gateway.child().terminate();
        assertEquals("", gateway.child().awaitEnd().error());
    }

    @Test
    void hosts_that_are_none_leave_no_line() throws Exception {
        for (String host : List.of(
                "a\r\nHost: \u009b31mSECRET\u0085NEWLINE",
                "a:99999SECRET",
                "a:SECRET",
                "a@SECRET",
                "[SECRET]",
                "[::1]:SECRET",
                "[SECRET")) {
            String answer = answer("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        }
        assertNothingIsLogged();
    }

    @Test
    void long_query_of_what_is_refused_leaves_no_line() throws Exception {
        for (String request : List.of("GET /view/nope", "POST /view/routes.json", "GET /%00")) {
            String answer = answer(request + "?ticket=SECRET" + "&".repeat(1_700)
                    + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 40"), answer);
        }
        assertNothingIsLogged();
    }
}
