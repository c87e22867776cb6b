package io.sluice.fetch;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.testing.HttpService;
import io.sluice.testing.TestTarget;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of a server that is played by hand, byte by byte. */
final class HttpGetTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    /** So many bytes, one by one, take far longer than the server is given. */
    private static final int MOST_TRICKLES = 500;

    private TestTarget server;

    @BeforeEach
    void start() throws Exception {
        server = new TestTarget();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private CompletableFuture<Answer> get(Duration timeout, int longest, String path) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return new HttpGet("text/plain", timeout, longest)
                        .get(URI.create("http://127.0.0.1:" + server.port() + path));
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
    }

    private static String request(TestTarget.Connection connection) throws IOException {
        StringBuilder request = new StringBuilder();
        while (request.indexOf("\r\n\r\n") < 0) {
            request.append(new String(connection.read(1), US_ASCII));
        }
        return request.toString();
    }

    private Answer answered(int longest, String answer) throws Exception {
        CompletableFuture<Answer> answered = get(LONG, longest, "/");
        try (TestTarget.Connection connection = server.accept()) {
            request(connection);
            connection.write(answer.replace("|", "\r\n").getBytes(US_ASCII));
        }
        try {
            return answered.join();
        } catch (CompletionException e) {
            throw (IOException) e.getCause();
        }
    }

    @Test
    void request_is_what_services_understand() throws Exception {
        CompletableFuture<Answer> answered = get(LONG, 100, "/a%2Fb?c=%20");
        try (TestTarget.Connection connection = server.accept()) {
            String request = request(connection);
            assertTrue(request.startsWith("GET /a%2Fb?c=%20 HTTP/1.1\r\n"), request);
            assertTrue(request.contains("\r\nHost: 127.0.0.1:" + server.port() + "\r\n"), request);
            assertTrue(request.contains("\r\nAccept: text/plain\r\n"), request);
            assertTrue(request.contains("\r\nConnection: close\r\n"), request);
        }
        assertThrows(CompletionException.class, answered::join);
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP/1.1 200 OK|Content-Length: 5||hello and more, hello",
        "HTTP/1.0 200 OK||hello, hello",
        "HTTP/1.1 200||hello, hello",
        "HTTP/1.1 200 OK|transfer-encoding: Chunked||2;x=y|he|3 |llo|0||, hello",
        "HTTP/1.1 103 Early|Link: x||HTTP/1.1 100 Continue||HTTP/1.1 200 OK|Content-Length: 5||hello, hello",
        "HTTP/1.1 204 No|Content-Length: 5||, ''",
    })
    void body_ends_where_it_ends(String answer, String body) throws Exception {
        assertEquals(body, answered(100, answer).text());
    }

    @ParameterizedTest
    @CsvSource({"302", "404", "500"})
    void status_is_told_and_redirects_are_not_followed(int status) throws Exception {
        try (HttpService service = new HttpService()) {
            service.answer(status, "");
            Answer answer =
                    new HttpGet("text/plain", LONG, 100).get(URI.create("http://localhost:" + service.port() + "/x"));
            assertEquals(status, answer.status());
            assertEquals(1, service.asked().size());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK|Content-Length: 5||hell",
                "HTTP/1.1 200 OK|Content-Length: 5",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||5|hello|",
                "HTTP/1.1 20"
            })
    void answer_that_is_cut_off_is_none(String answer) {
        assertThrows(EOFException.class, () -> answered(100, answer));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH|",
                "HTTP/2 200|",
                "HTTP/1.1 200 OK|no colon|",
                "HTTP/1.1 200 OK|Content-Length: -1||",
                "HTTP/1.1 200 OK|Transfer-Encoding: gzip||x",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||-1|x",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||1|xx|0||"
            })
    void what_is_no_http_is_refused(String answer) {
        IOException refused = assertThrows(IOException.class, () -> answered(100, answer));
        assertFalse(refused instanceof EOFException, refused::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK|Content-Length: 999999999||xxxxxx",
                "HTTP/1.1 200 OK||xxxxxx",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||3|xxx|3|xxx|0||",
                "HTTP/1.1 200 OK|Transfer-Encoding: chunked||fffffff|xxxxxx"
            })
    void answer_that_is_too_long_is_refused_without_being_read(String answer) {
        IOException refused = assertThrows(IOException.class, () -> answered(5, answer));
        assertEquals("the answer is longer than 5 bytes", refused.getMessage());
    }

    @Test
    void headers_without_end_are_refused() {
        String lines = "A: b|".repeat(101);
        assertThrows(IOException.class, () -> answered(5, "HTTP/1.1 200 OK|" + lines + "|"));
        assertThrows(IOException.class, () -> answered(5, "HTTP/1.1 200 OK|A: " + "b".repeat(9000) + "||"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nA: ", "HTTP/1.1 200 OK\r\n\r\n"})
    void server_that_trickles_is_given_up_in_time(String beginning) throws Exception {
        CompletableFuture<Answer> answered = get(Duration.ofMillis(300), 100_000, "/");
        try (TestTarget.Connection connection = server.accept()) {
            request(connection);
            connection.write(beginning.getBytes(US_ASCII));
            for (int i = 0; i < MOST_TRICKLES && !isDone(answered); i++) {
                connection.write(new byte[] {'x'});
            }
        }
        CompletionException failed = assertThrows(CompletionException.class, answered::join);
        assertEquals(SocketTimeoutException.class, failed.getCause().getClass());
    }

    /** Waits for a moment that is shorter than the timeout of a single read would be. */
    private static boolean isDone(CompletableFuture<Answer> answered) throws Exception {
        try {
            answered.get(20, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }
}
