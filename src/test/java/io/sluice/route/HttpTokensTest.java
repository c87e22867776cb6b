package io.sluice.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.TargetSettings;
import io.sluice.testing.FakeTicker;
import io.sluice.testing.HttpService;
import io.sluice.testing.LogLines;
import io.sluice.testing.TestTarget;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A service on this machine that says which target a token stands for. */
final class HttpTokensTest {
    private final FakeTicker ticker = new FakeTicker();
    private HttpService service;
    private LogLines log;

    @BeforeEach
    void start() throws Exception {
        service = new HttpService();
        log = new LogLines("io.sluice.route");
    }

    @AfterEach
    void stop() {
        log.close();
        service.close();
    }

    private HttpTokens tokens(String path, Duration cache) {
        String url = "http://127.0.0.1:" + service.port() + path;
        return new HttpTokens(new TargetSettings.Lookup(url, Duration.ofSeconds(30), cache), new Lookups(1), ticker);
    }

    private HttpTokens tokens() {
        return tokens("/{token}", Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.5:22 | tcp://10.0.0.5:22",
                "'h:22\r\n' | tcp://h:22",
                "tls://h:22 | tls://h:22",
                "{\"host\": \"h:22\"} | tcp://h:22",
                "{\"host\": \"h\", \"port\": 22} | tcp://h:22",
                "{\"host\": \"h\", \"port\": \"22\", \"more\": [1]} | tcp://h:22",
                "{\"host\": \"2001:db8::5\", \"port\": 22} | tcp://[2001:db8::5]:22"
            })
    void target_is_a_text_or_json(String answer, String target) throws Exception {
        service.answer(200, answer);
        assertEquals(target, tokens().find("a").toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "22",
                "h",
                "h:0",
                "{",
                "{}",
                "[]",
                "{\"host\": 7}",
                "{\"host\": \"h\"}",
                "h:22\nh:23",
                "{\"host\": \"h\", \"port\": [1]}"
            })
    void garbage_is_no_target_and_operators_are_told(String answer) throws Exception {
        service.answer(200, answer);
        assertNull(tokens().find("SECRET"));
        assertEquals(
                List.of("WARNING What 127.0.0.1 answers for a token is no target; expected HOST:PORT, [IPV6]:PORT or"
                        + " tls://HOST:PORT"),
                log.all());
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 410})
    void service_may_know_no_target(int status) throws Exception {
        service.answer(status, "h:22");
        assertNull(tokens().find("a"));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 301, 302, 307, 400, 401, 429, 500, 503})
    void other_answers_mean_that_it_is_not_known(int status) {
        service.answer(status, "");
        SourceDownException down = assertThrows(SourceDownException.class, () -> tokens().find("SECRET"));
        assertEquals("the service at 127.0.0.1: the answer's status is " + status, down.getMessage());
        assertEquals(1, service.asked().size());
    }

    @Test
    void service_that_is_not_there_or_says_too_much_is_down() throws Exception {
        service.answer(200, "x".repeat(5000));
        SourceDownException down = assertThrows(SourceDownException.class, () -> tokens().find("SECRET"));
        assertTrue(down.getMessage().endsWith("longer than 4096 bytes"), down::toString);
        HttpTokens tokens = tokens();
        service.close();
        down = assertThrows(SourceDownException.class, () -> tokens.find("SECRET"));
        assertFalse(down.getMessage().contains("SECRET"));
    }

    @Test
    void service_that_says_nothing_is_given_up() throws Exception {
        try (TestTarget silent = new TestTarget()) {
            HttpTokens tokens = new HttpTokens(
                    new TargetSettings.Lookup(
                            "http://127.0.0.1:" + silent.port() + "/{token}", Duration.ofMillis(50), Duration.ZERO),
                    new Lookups(1),
                    ticker);
            assertThrows(SourceDownException.class, () -> tokens.find("a"));
        }
    }

    @Test
    void token_cannot_change_what_is_asked_for() throws Exception {
        service.answer(200, "h:22");
        HttpTokens tokens = tokens("/t/{token}/x?q={token}&r=1", Duration.ZERO);
        for (String token : List.of("a b", "a/b", "a?b#c&d=e", "%2e%2e", "a+b", "ü", "~*.-_", "{token}", "a\r\nB: c")) {
            tokens.find(token);
        }
        assertEquals(
                List.of(
                        "/t/a%20b/x?q=a%20b&r=1",
                        "/t/a%2Fb/x?q=a%2Fb&r=1",
                        "/t/a%3Fb%23c%26d%3De/x?q=a%3Fb%23c%26d%3De&r=1",
                        "/t/%252e%252e/x?q=%252e%252e&r=1",
                        "/t/a%2Bb/x?q=a%2Bb&r=1",
                        "/t/%C3%BC/x?q=%C3%BC&r=1",
                        "/t/~%2A.-_/x?q=~%2A.-_&r=1",
                        "/t/%7Btoken%7D/x?q=%7Btoken%7D&r=1",
                        "/t/a%0D%0AB%3A%20c/x?q=a%0D%0AB%3A%20c&r=1"),
                service.asked());
    }

    @Test
    void answers_are_believed_for_as_long_as_they_are_told_to() throws Exception {
        HttpTokens tokens = tokens();
        service.answer(200, "h:22");
        assertEquals("tcp://h:22", tokens.find("a").toString());
        service.answer(200, "h:23");
        ticker.advance(Duration.ofSeconds(10).minusNanos(1));
        assertEquals("tcp://h:22", tokens.find("a").toString());
        ticker.advance(Duration.ofNanos(1));
        assertEquals("tcp://h:23", tokens.find("a").toString());
        assertEquals(2, service.asked().size());
    }

    @Test
    void unknown_tokens_are_remembered_and_failures_are_not() throws Exception {
        HttpTokens tokens = tokens();
        service.answer(404, "");
        assertNull(tokens.find("a"));
        service.answer(500, "");
        assertNull(tokens.find("a"));
        assertThrows(SourceDownException.class, () -> tokens.find("b"));
        service.answer(200, "h:22");
        assertEquals("tcp://h:22", tokens.find("b").toString());
    }

    @Test
    void nothing_is_remembered_where_the_cache_is_off() throws Exception {
        HttpTokens tokens = tokens("/{token}", Duration.ZERO);
        service.answer(200, "h:22");
        tokens.find("a");
        service.answer(404, "");
        assertNull(tokens.find("a"));
    }

    @Test
    void what_is_remembered_is_bounded_and_what_is_used_stays() {
        RecentAnswers recent = new RecentAnswers(Duration.ofSeconds(1), ticker);
        for (int i = 0; i <= RecentAnswers.MOST; i++) {
            recent.remember("t" + i, null);
            recent.of("t0");
        }
        assertNull(recent.of("t1"));
        assertEquals(new RecentAnswers.Remembered(null, ticker.nanos()), recent.of("t0"));
        assertEquals(new RecentAnswers.Remembered(null, ticker.nanos()), recent.of("t2"));
    }

    @Test
    void nobody_is_asked_when_too_many_are_being_asked_already() throws Exception {
        Lookups lookups = new Lookups(1);
        HttpTokens tokens = new HttpTokens(
                new TargetSettings.Lookup(
                        "http://127.0.0.1:" + service.port() + "/{token}",
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(1)),
                lookups,
                ticker);
        service.answer(200, "h:22");
        tokens.find("known");
        try (Lookups.Place place = lookups.begin()) {
            assertThrows(SourceDownException.class, () -> tokens.find("a"));
            assertEquals("tcp://h:22", tokens.find("known").toString());
        }
        assertEquals("tcp://h:22", tokens.find("a").toString());
    }
}
