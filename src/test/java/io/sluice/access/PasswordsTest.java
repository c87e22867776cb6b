package io.sluice.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.config.AccessSettings;
import io.sluice.config.AuthenticationSettings;
import io.sluice.config.BasicSettings;
import io.sluice.config.Configuration;
import io.sluice.config.ConfigurationException;
import io.sluice.config.ConfigurationReader;
import io.sluice.config.Problem;
import io.sluice.testing.FakeTicker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users of an htpasswd file, made by Apache's own htpasswd. */
final class PasswordsTest {
    /** {@code htpasswd -nbB -C 4 alice wonderland}. */
    private static final String ALICE = "alice:$2y$04$EG7kYUR3R7wcrpNkdCuHpO5BoX/8L3In5N4L04NHapw82mFlYtUA2";

    /** {@code htpasswd -nbB -C 5 bob 'pass:wörd'}. */
    private static final String BOB = "bob:$2y$05$90uYXqNIowJhuSUyfb1Obek6l5B9rZR4mLdb/jpCOlSIJPdA.mA62";

    @TempDir
    private Path folder;

    private final FakeTicker ticker = new FakeTicker();
    private Authentication authentication;

    @BeforeEach
    void read() throws Exception {
        authentication = of("# users\n" + ALICE + "\n\n" + BOB + "\n");
    }

    private Authentication of(String htpasswd) throws Exception {
        Files.writeString(folder.resolve("users.htpasswd"), htpasswd);
        Path file = Files.writeString(
                folder.resolve("sluice.yaml"),
                "authentication: {basic: {file: users.htpasswd}, roles: {ops: [alice]}}");
        Configuration configuration = ConfigurationReader.read(file);
        return new Authentication(
                configuration.authentication(), AccessSettings.DEFAULT, new Tickets(ticker), new Attempts(ticker));
    }

    private LogIn as(String name, String password) {
        return from("192.0.2.1", name, password);
    }

    private LogIn from(String address, String name, String password) {
        return authentication.authenticate(
                FakeRequest.from(address).basic(name, password).handshake());
    }

    private static Refusal refusal(LogIn logIn) {
        return assertInstanceOf(Refused.class, logIn).reason();
    }

    @Test
    void right_password_makes_the_user_known_with_the_configured_roles() {
        Identity alice = assertInstanceOf(Identity.class, as("alice", "wonderland"));
        assertEquals("alice", alice.user());
        assertEquals(Identity.Means.BASIC, alice.means());
        assertTrue(alice.hasRole().test("ops"));
        Identity bob = assertInstanceOf(Identity.class, as("bob", "pass:wörd"));
        assertEquals(false, bob.hasRole().test("ops"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Wonderland", "wonderland ", "wonderlan", "pass:wörd"})
    void wrong_password_does_not(String password) {
        assertEquals(Refusal.WRONG_LOG_IN, refusal(as("alice", password)));
    }

    @Test
    void unknown_user_is_told_what_a_wrong_password_is_told() {
        assertEquals(Refusal.WRONG_LOG_IN, refusal(as("mallory", "wonderland")));
        assertEquals(Refusal.WRONG_LOG_IN, refusal(as("", "wonderland")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%%%", "YWxpY2U=", "YQ=="})
    void garbage_is_a_wrong_password(String value) {
        FakeRequest request = FakeRequest.from("192.0.2.1").rawBasic(value);
        assertEquals(Refusal.WRONG_LOG_IN, refusal(authentication.authenticate(request.handshake())));
    }

    @Test
    void nothing_brought_is_not_logged_in() {
        assertEquals(
                Refusal.NOT_LOGGED_IN,
                refusal(authentication.authenticate(
                        FakeRequest.from("192.0.2.1").handshake())));
    }

    @Test
    void whoever_guesses_is_slowed_down_more_and_more() {
        for (int i = 0; i < 5; i++) {
            assertEquals(Refusal.WRONG_LOG_IN, refusal(from("192.0.2.1", "user" + i, "guess")));
        }
        Refused slowed = assertInstanceOf(Refused.class, from("192.0.2.1", "alice", "wonderland"));
        assertEquals(Refusal.TOO_MANY_FAILURES, slowed.reason());
        assertEquals(2, slowed.retryAfter().toSeconds());
        assertInstanceOf(Identity.class, from("192.0.2.2", "alice", "wonderland"), "another address");
        ticker.advance(Duration.ofSeconds(1));
        assertEquals(Refusal.WRONG_LOG_IN, refusal(from("192.0.2.1", "user", "guess")));
        ticker.advance(Duration.ofSeconds(1));
        assertEquals(Refusal.TOO_MANY_FAILURES, refusal(from("192.0.2.1", "user", "guess")));
        ticker.advance(Duration.ofSeconds(1));
        assertEquals(Refusal.WRONG_LOG_IN, refusal(from("192.0.2.1", "user", "guess")));
    }

    @Test
    void guesses_at_the_same_time_are_slowed_down_as_well() throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        AtomicInteger looked = new AtomicInteger();
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> guessing = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            String guess = "guess" + i;
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    return;
                }
                if (refusal(from("192.0.2.1", "bob", guess)) == Refusal.WRONG_LOG_IN) {
                    looked.incrementAndGet();
                }
            });
            thread.start();
            guessing.add(thread);
        }
        start.countDown();
        for (Thread thread : guessing) {
            thread.join();
        }
        // Those that are just being looked at when the last free one fails.
        assertTrue(looked.get() <= 5 + cores - 1, looked + " guesses were looked at");
    }

    @Test
    void addresses_of_one_ipv6_network_are_slowed_down_together() {
        for (int i = 0; i < 5; i++) {
            from("2001:db8::" + i, "user" + i, "guess");
        }
        assertEquals(Refusal.TOO_MANY_FAILURES, refusal(from("2001:db8::ffff:1", "alice", "wonderland")));
        assertInstanceOf(Identity.class, from("2001:db8:0:1::1", "alice", "wonderland"));
    }

    @Test
    void user_who_is_guessed_at_from_everywhere_waits_for_seconds_only() {
        for (int i = 0; i < 50; i++) {
            ticker.advance(Duration.ofSeconds(9));
            from("192.0.2." + i, "alice", "guess");
        }
        assertEquals(Refusal.TOO_MANY_FAILURES, refusal(from("192.0.2.100", "alice", "wonderland")));
        ticker.advance(Duration.ofSeconds(9));
        assertInstanceOf(Identity.class, from("192.0.2.100", "alice", "wonderland"));
        for (int i = 0; i < 4; i++) {
            assertEquals(Refusal.WRONG_LOG_IN, refusal(from("192.0.2.10" + i, "alice", "guess")), "forgotten");
        }
    }

    @Test
    void failures_are_forgotten_after_a_while() {
        for (int i = 0; i < 5; i++) {
            from("192.0.2.1", "user", "guess");
        }
        ticker.advance(Duration.ofMinutes(16));
        for (int i = 0; i < 5; i++) {
            assertEquals(Refusal.WRONG_LOG_IN, refusal(from("192.0.2.1", "user", "guess")));
        }
    }

    @Test
    void user_who_is_known_already_is_not_slowed_down_by_others() {
        as("alice", "wonderland");
        for (int i = 0; i < 20; i++) {
            as("alice", "guess");
        }
        assertInstanceOf(Identity.class, as("alice", "wonderland"));
        assertEquals(Refusal.TOO_MANY_FAILURES, refusal(as("alice", "Wonderland")));
    }

    @Test
    void broken_lines_are_all_named_and_none_is_quoted() {
        ConfigurationException broken = assertThrows(
                ConfigurationException.class,
                () -> of(ALICE + "\nbob:{SHA}secret\ncarol\n" + ALICE + "\ndave:$2y$31$" + "a".repeat(53) + "\n"));
        Path file = folder.resolve("users.htpasswd");
        String expected = "expected NAME:HASH with a bcrypt hash, as htpasswd -B writes it";
        assertEquals(
                List.of(
                        file + ":2: " + expected,
                        file + ":3: " + expected,
                        file + ":4: this user stands twice",
                        file + ":5: the hash's cost is 31; expected 4 to 16"),
                broken.problems().stream().map(Problem::toString).toList());
    }

    @Test
    void file_without_users_lets_nobody_in() throws Exception {
        authentication = of("");
        assertEquals(Refusal.WRONG_LOG_IN, refusal(as("alice", "")));
    }

    @Test
    void without_a_file_passwords_are_not_looked_at() throws Exception {
        assertNull(AuthenticationSettings.DEFAULT.basic());
        authentication = new Authentication(
                AuthenticationSettings.DEFAULT, AccessSettings.DEFAULT, new Tickets(ticker), new Attempts(ticker));
        assertEquals(Refusal.NOT_LOGGED_IN, refusal(as("alice", "wonderland")));
    }

    @Test
    void settings_do_not_print_hashes() throws Exception {
        Path file = folder.resolve("sluice.yaml");
        BasicSettings basic = ConfigurationReader.read(file).authentication().basic();
        assertEquals(-1, basic.toString().indexOf("$2y$"));
    }
}
