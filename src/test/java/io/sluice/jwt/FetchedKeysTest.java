package io.sluice.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.sluice.config.JwtTrust;
import io.sluice.config.KeySource;
import io.sluice.testing.FakeClock;
import io.sluice.testing.HttpService;
import java.net.URI;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys that an issuer publishes, rotates, and sometimes cannot be asked for. */
final class FetchedKeysTest {
    private final FakeClock clock = new FakeClock();
    private HttpService issuer;
    private TokenVerifier verifier;
    private ECKey first;
    private ECKey second;

    @BeforeEach
    void start() throws Exception {
        first = new ECKeyGenerator(Curve.P_256).keyID("first").generate();
        second = new ECKeyGenerator(Curve.P_256).keyID("second").generate();
        issuer = new HttpService();
        publish(first);
        KeySource keys = new KeySource.KeyAddress(URI.create("http://127.0.0.1:" + issuer.port() + "/keys"));
        verifier = TokenVerifier.of(new JwtTrust(null, null, keys, List.of("ES256"), Duration.ZERO), clock);
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    private void publish(ECKey... keys) {
        issuer.answer(200, new JWKSet(List.of(keys)).toString(true));
    }

    private String signedBy(ECKey key) throws Exception {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .expirationTime(Date.from(clock.instant().plus(Duration.ofDays(1))))
                .build();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    private boolean believed(ECKey key) throws Exception {
        return verifier.claims(signedBy(key)) != null;
    }

    @Test
    void nobody_is_asked_before_there_is_a_token_and_once_for_many() throws Exception {
        assertEquals(0, issuer.asked().size());
        for (int i = 0; i < 10; i++) {
            assertEquals(true, believed(first));
        }
        assertEquals(List.of("/keys"), issuer.asked());
    }

    @Test
    void many_tokens_at_once_ask_once() throws Exception {
        String token = signedBy(first);
        List<CompletableFuture<Boolean>> all = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return verifier.claims(token) != null;
                    } catch (KeysDownException e) {
                        return false;
                    }
                }))
                .toList();
        all.forEach(each -> assertEquals(true, each.join()));
        assertEquals(1, issuer.asked().size());
    }

    @Test
    void new_key_is_found_when_a_token_names_it() throws Exception {
        assertEquals(true, believed(first));
        publish(first, second);
        clock.advance(FetchedKeys.PAUSE);
        assertEquals(true, believed(second));
        assertEquals(2, issuer.asked().size());
    }

    @Test
    void key_that_is_withdrawn_is_believed_no_longer_than_it_is_fresh() throws Exception {
        assertEquals(true, believed(first));
        publish(second);
        clock.advance(FetchedKeys.FRESH.minusMillis(1));
        assertEquals(true, believed(first));
        clock.advance(Duration.ofMillis(1));
        assertEquals(false, believed(first));
    }

    @Test
    void unknown_names_do_not_make_us_ask_again_and_again() throws Exception {
        assertEquals(true, believed(first));
        for (int i = 0; i < 10; i++) {
            assertEquals(false, believed(second));
        }
        assertEquals(1, issuer.asked().size());
        clock.advance(FetchedKeys.PAUSE);
        for (int i = 0; i < 10; i++) {
            assertEquals(false, believed(second));
        }
        assertEquals(2, issuer.asked().size());
    }

    @Test
    void issuer_that_was_down_is_asked_again() throws Exception {
        issuer.answer(500, "");
        assertThrows(KeysDownException.class, () -> believed(first));
        publish(first);
        assertThrows(KeysDownException.class, () -> believed(first));
        assertEquals(1, issuer.asked().size(), "not at once");
        clock.advance(FetchedKeys.PAUSE);
        assertEquals(true, believed(first));
    }

    @Test
    void known_keys_go_on_for_a_while_when_the_issuer_is_down() throws Exception {
        assertEquals(true, believed(first));
        issuer.answer(302, "");
        clock.advance(FetchedKeys.FRESH);
        assertEquals(true, believed(first));
        assertThrows(KeysDownException.class, () -> believed(second), "whether it is new cannot be known");
        clock.advance(FetchedKeys.USABLE.minus(FetchedKeys.FRESH).minusMillis(1));
        assertEquals(true, believed(first));
        clock.advance(Duration.ofMillis(1));
        KeysDownException down = assertThrows(KeysDownException.class, () -> believed(first));
        assertEquals("the keys of 127.0.0.1 cannot be fetched", down.getMessage());
        publish(first);
        clock.advance(FetchedKeys.PAUSE);
        assertEquals(true, believed(first));
    }

    @Test
    void clock_that_is_set_back_makes_keys_old() throws Exception {
        assertEquals(true, believed(first));
        publish(first, second);
        clock.advance(Duration.ofDays(-1));
        assertNotNull(verifier.claims(signedBy(second)));
    }

    @Test
    void what_is_no_set_of_keys_is_no_answer() {
        for (String answer : List.of("", "<html>", "[]", "{}", "[".repeat(100_000))) {
            issuer.answer(200, answer);
            assertThrows(KeysDownException.class, () -> believed(first));
            clock.advance(FetchedKeys.PAUSE);
        }
    }

    @Test
    void private_key_that_is_published_is_not_used() throws Exception {
        issuer.answer(200, new JWKSet(first).toString(false));
        assertFalse(believed(first));
    }

    @Test
    void unreachable_issuer_is_not_asked_for_what_is_no_token() throws Exception {
        issuer.close();
        assertNull(verifier.claims("a.b.c"));
        assertNull(verifier.claims(""));
        assertThrows(KeysDownException.class, () -> believed(first));
    }
}
