package io.sluice.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.sluice.config.AccessSettings;
import io.sluice.config.ConfigurationReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users who are known by signed tokens, wherever a client can put one. */
final class JwtLogInTest {
    @TempDir
    private Path folder;

    private ECKey key;
    private Authentication authentication;

    @BeforeEach
    void configure() throws Exception {
        key = new ECKeyGenerator(Curve.P_256).keyID("one").generate();
        Files.writeString(folder.resolve("keys.json"), new JWKSet(key.toPublicJWK()).toString());
        ECKey other = new ECKeyGenerator(Curve.P_256).keyID("two").generate();
        Files.writeString(folder.resolve("others.json"), new JWKSet(other.toPublicJWK()).toString());
        Path file = Files.writeString(folder.resolve("sluice.yaml"), """
                authentication:
                  jwt:
                    - {issuer: other, audience: sluice, keys: others.json, algorithms: [ES256]}
                    - issuer: portal
                      audience: sluice
                      keys: keys.json
                      algorithms: [ES256]
                      user: email
                      roles: realm_access.roles
                      cookie: session
                      query: access_token
                  roles: {admin: [alice@example.com]}
                """);
        authentication = new Authentication(
                ConfigurationReader.read(file).authentication(),
                AccessSettings.DEFAULT,
                new Tickets(() -> 0),
                new Attempts(() -> 0));
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("portal")
                .audience("sluice")
                .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                .claim("email", "alice@example.com");
    }

    private String signed(JWTClaimsSet claims) throws Exception {
        JWSHeader header =
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID("one").build();
        SignedJWT token = new SignedJWT(header, claims);
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    private LogIn with(FakeRequest request) {
        return authentication.authenticate(request.handshake());
    }

    private static FakeRequest request() {
        return FakeRequest.from("192.0.2.1");
    }

    private static void assertAlice(LogIn logIn) {
        Identity identity = assertInstanceOf(Identity.class, logIn);
        assertEquals("alice@example.com", identity.user());
        assertEquals(Identity.Means.JWT, identity.means());
        assertEquals(true, identity.hasRole().test("admin"));
    }

    private static void assertRefused(Refusal reason, LogIn logIn) {
        assertEquals(reason, assertInstanceOf(Refused.class, logIn).reason());
    }

    @Test
    void token_may_come_in_four_places() throws Exception {
        String token = signed(claims().build());
        assertAlice(with(request().bearer(token)));
        assertAlice(with(request().subprotocol("bearer.", token)));
        assertAlice(with(request().cookie("session", token)));
        assertAlice(with(request().query("access_token", token)));
        assertRefused(Refusal.NOT_LOGGED_IN, with(request().cookie("other", token)));
        assertRefused(Refusal.NOT_LOGGED_IN, with(request().query("other", token)));
    }

    @Test
    void right_one_counts_beside_a_wrong_one() throws Exception {
        assertAlice(with(request().bearer("wrong").cookie("session", signed(claims().build()))));
    }

    @Test
    void roles_are_found_inside_other_claims() throws Exception {
        Map<String, Object> realm = Map.of("roles", List.of("ops", "dev"));
        Identity identity = assertInstanceOf(
                Identity.class,
                with(request()
                        .bearer(signed(claims().claim("realm_access", realm).build()))));
        assertEquals(true, identity.hasRole().test("ops"));
        assertEquals(false, identity.hasRole().test("sales"));
        identity = assertInstanceOf(
                Identity.class,
                with(request()
                        .bearer(signed(claims().claim("realm_access", Map.of("roles", "ops dev"))
                                .build()))));
        assertEquals(true, identity.hasRole().test("dev"));
    }

    @Test
    void token_of_another_issuer_or_for_others_is_wrong() throws Exception {
        assertRefused(
                Refusal.WRONG_LOG_IN,
                with(request().bearer(signed(claims().issuer("other").build()))));
        assertRefused(
                Refusal.WRONG_LOG_IN,
                with(request().bearer(signed(claims().audience("others").build()))));
        assertRefused(Refusal.WRONG_LOG_IN, with(request().bearer("garbage")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "line\nbreak", "escape\u001b[2J", "\u202Eecila"})
    void name_that_would_spoil_a_log_is_no_name(String name) throws Exception {
        String token = signed(claims().claim("email", name).build());
        assertRefused(Refusal.WRONG_LOG_IN, with(request().bearer(token)));
    }

    @Test
    void token_without_a_name_is_wrong() throws Exception {
        String token = signed(claims().claim("email", null).build());
        assertRefused(Refusal.WRONG_LOG_IN, with(request().bearer(token)));
    }
}
