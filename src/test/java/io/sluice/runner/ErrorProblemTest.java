package io.sluice.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.Configuration;
import io.sluice.config.ConfigurationSource;
import io.sluice.config.HostPort;
import io.sluice.json.JsonText;
import io.sluice.testing.RawWebSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Jetty refuses before anything of Sluice sees it, on both listeners. */
final class ErrorProblemTest {
    private Runner runner;
    private int clients;
    private int operators;

    @BeforeEach
    void start() throws Exception {
        runner = Runner.start(ConfigurationSource.of(Configuration.DEFAULT
                .withListen(new HostPort(HostPort.LOOPBACK, 0))
                .withManage(new HostPort(HostPort.LOOPBACK, 0))));
        clients = runner.address().getPort();
        operators = Objects.requireNonNull(runner.operations()).getPort();
    }

    @AfterEach
    void stop() {
        runner.close();
    }

    /** All that is answered until the connection ends, as somebody reads it who looks for what is in it. */
    private static String answer(int port, String request) throws Exception {
        try (Socket socket = RawWebSocket.socket(port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertProblem(int status, String title, String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        String[] parts = answer.split("\r\n\r\n", 2);
        List<String> headers = List.of(parts[0].toLowerCase(Locale.ROOT).split("\r\n"));
        assertTrue(headers.contains("content-type: application/problem+json"), answer);
        assertTrue(headers.contains("cache-control: no-store"), answer);
        assertTrue(headers.contains("x-content-type-options: nosniff"), answer);
        Map<String, Object> problem = Objects.requireNonNull(JsonText.object(parts[1]), answer);
        assertEquals(List.of("type", "title", "status", "detail"), List.copyOf(problem.keySet()));
        assertEquals("about:blank", problem.get("type"));
        assertEquals(title, problem.get("title"));
        assertEquals(status, problem.get("status"));
        assertFalse(problem.get("detail").toString().isBlank());
        for (String hint : List.of("SECRET", "org.eclipse", "Exception", "io.sluice", "\tat ")) {
            assertFalse(answer.contains(hint), answer);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, Bad Request, GET /SECRET HTTP/1.1|Host: a|Host: SECRET||",
        "400, Bad Request, GET /SECRET HTTP/1.1|Host: a:99999SECRET||",
        "400, Bad Request, GET /SECRET HTTP/1.1|Host: a@SECRET||",
        "400, Bad Request, GET /SECRET HTTP/1.1||",
        "400, Bad Request, GET /SECRET%00?SECRET HTTP/1.1|Host: a|Connection: close||",
        "400, Bad Request, GET /SECRET/..%2f HTTP/1.1|Host: a|Accept: image/png|Connection: close||",
        "400, Bad Request, SECRET||",
        "505, HTTP Version Not Supported, GET /SECRET HTTP/7.1|Host: a||",
    })
    void bad_request_gets_a_problem_without_anything_of_it(int status, String title, String request) throws Exception {
        for (int port : new int[] {clients, operators}) {
            assertProblem(status, title, answer(port, request.replace("|", "\r\n")));
        }
    }

    @Test
    void header_that_is_too_long_gets_a_problem() throws Exception {
        String request = "GET / HTTP/1.1\r\nHost: a\r\nX-Long: SECRET" + "x".repeat(20_000) + "\r\n\r\n";
        assertProblem(431, "Request Header Fields Too Large", answer(clients, request));
        assertProblem(431, "Request Header Fields Too Large", answer(operators, request));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 404, Not Found, /view/nope",
        "GET, 404, Not Found, /WEB-INF/x",
        "DELETE, 405, Method Not Allowed, /"
    })
    void what_a_servlet_of_jettys_refuses_is_a_problem_too(String method, int status, String title, String path)
            throws Exception {
        String request = method + " " + path + "?ticket=SECRET" + "&".repeat(1_700)
                + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n\r\n";
        assertProblem(status, title, answer(clients, request));
    }

    @Test
    void connection_serves_on_after_a_problem() throws Exception {
        String missing = "GET /view/nope HTTP/1.1\r\nHost: localhost\r\n\r\n";
        String last = "HEAD /view/nope HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        String answers = answer(clients, missing + missing + last);
        assertEquals(4, answers.split("HTTP/1\\.1 404 ", -1).length, answers);
        assertEquals(3, answers.split("about:blank", -1).length, answers);
        assertTrue(answers.endsWith("\r\n\r\n"), answers);
    }
}
