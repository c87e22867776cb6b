package io.sluice.runner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.testing.Container;
import io.sluice.testing.Eventually;
import io.sluice.testing.RawWebSocket;
import io.sluice.testing.RunningGateway;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A request must be there in time, and not be too long. */
final class HeaderLimitsTest {
    private static final String PLAIN = "GET /view/routes.json HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private RunningGateway gateway;

    @BeforeEach
    void start() throws Exception {
        gateway = RunningGateway.start(Container.JETTY, "limits: {header-time: 10s, header-size: 1MiB}\n");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    /** Sends one byte of a header after the other, each a second after the last, until the gateway has enough. */
    private void assertIsCutOff(Socket socket) {
        Eventually.holds("the connection is closed", () -> {
            try {
                gateway.advance(Duration.ofSeconds(1));
                send(socket, "x");
                return false;
            } catch (IOException e) {
                return true;
            }
        });
    }

    @Test
    void failure_16_slow_headers_hold_connections() throws Exception {
        try (Socket socket = RawWebSocket.socket(gateway.port())) {
            send(socket, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
            assertIsCutOff(socket);
        }
    }

    @Test
    void header_that_trickles_in_behind_an_answered_request_is_cut_off() throws Exception {
        try (Socket socket = RawWebSocket.socket(gateway.port())) {
            send(socket, PLAIN);
            assertEquals('H', socket.getInputStream().read());
            send(socket, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
            assertIsCutOff(socket);
        }
    }

    @Test
    void connection_that_sends_whole_requests_is_not_cut_off() throws Exception {
        try (Socket socket = RawWebSocket.socket(gateway.port())) {
            for (int i = 0; i < 20; i++) {
                gateway.advance(Duration.ofSeconds(5));
                send(socket, PLAIN);
                String answer = new String(socket.getInputStream().readNBytes(12), UTF_8);
                assertEquals("HTTP/1.1 200", answer);
                Eventually.holds("the rest of the answer arrives", () -> skipped(socket));
            }
        }
    }

    private static boolean skipped(Socket socket) {
        try {
            byte[] rest = new byte[4096];
            int count = socket.getInputStream().read(rest);
            return new String(rest, 0, count, UTF_8).endsWith("}");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void header_that_is_too_long_is_refused() throws Exception {
        String header = "X-Long: " + "x".repeat(3000);
        assertEquals(200, status(gateway, header));
        gateway.close();
        try (RunningGateway strict = RunningGateway.start(Container.JETTY, "limits: {header-size: 2KiB}\n")) {
            assertEquals(431, status(strict, header));
        }
    }

    private static int status(RunningGateway asked, String header) throws IOException {
        return RawWebSocket.http(asked.port(), "GET", "/manage/health", header).status();
    }
}
