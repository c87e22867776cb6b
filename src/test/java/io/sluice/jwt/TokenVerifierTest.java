package io.sluice.jwt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.sluice.config.ConfigurationException;
import io.sluice.config.ConfigurationFiles;
import io.sluice.config.JwtTrust;
import io.sluice.config.KeySource;
import io.sluice.config.NamedFile;
import io.sluice.testing.FakeClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that somebody else has signed, made by the library's other half. */
final class TokenVerifierTest {
    private static final Duration SKEW = Duration.ofSeconds(30);

    private static RSAKey rsa;
    private static RSAKey otherRsa;
    private static ECKey ec;

    @TempDir
    private Path folder;

    private final FakeClock clock = new FakeClock();

    @BeforeAll
    static void keys() throws Exception {
        rsa = new RSAKeyGenerator(2048).keyID("first").generate();
        otherRsa = new RSAKeyGenerator(2048).keyID("second").generate();
        ec = new ECKeyGenerator(Curve.P_256).keyID("curve").generate();
    }

    private NamedFile file(String content) throws Exception {
        Path file = Files.writeString(folder.resolve("keys"), content);
        return NamedFile.ofOption("--keys", file, new ConfigurationFiles());
    }

    private TokenVerifier verifier(String keys, String issuer, String audience, String... algorithms) throws Exception {
        KeySource source = new KeySource.KeyFile(file(keys));
        return TokenVerifier.of(new JwtTrust(issuer, audience, source, List.of(algorithms), SKEW), clock);
    }

    private TokenVerifier verifier(JWK... keys) throws Exception {
        return verifier(new JWKSet(List.of(keys)).toString(true), "us", "gateway", "RS256", "PS384", "ES256");
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("us")
                .audience("gateway")
                .subject("alice")
                .expirationTime(fromNow(60));
    }

    private Date fromNow(long seconds) {
        return Date.from(clock.instant().plusSeconds(seconds));
    }

    private static String signed(JWSHeader header, JWSSigner signer, JWTClaimsSet claims) throws Exception {
        JWSObject object = new JWSObject(header, new Payload(claims.toJSONObject()));
        object.sign(signer);
        return object.serialize();
    }

    private static JWSHeader.Builder header(JWSAlgorithm algorithm) {
        return new JWSHeader.Builder(algorithm).type(JOSEObjectType.JWT);
    }

    private static String signed(JWTClaimsSet claims) throws Exception {
        return signed(header(JWSAlgorithm.RS256).keyID("first").build(), new RSASSASigner(rsa), claims);
    }

    private static String pem(Key key, String kind) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }

    @Test
    void claims_are_told_as_they_were_written() throws Exception {
        String token = signed(claims().claim("roles", List.of("ops", "dev"))
                .claim("realm", Map.of("roles", List.of("deep")))
                .claim("port", 22)
                .build());
        Map<String, Object> claims = verifier(rsa).claims(token);
        assertEquals("alice", claims.get("sub"));
        assertEquals(List.of("ops", "dev"), claims.get("roles"));
        assertEquals(Map.of("roles", List.of("deep")), claims.get("realm"));
        assertEquals(22, ((Number) claims.get("port")).intValue());
        assertThrows(UnsupportedOperationException.class, () -> claims.put("sub", "bob"));
    }

    @Test
    void every_allowed_algorithm_is_believed() throws Exception {
        TokenVerifier verifier = verifier(rsa, ec);
        assertNotNull(
                verifier.claims(signed(header(JWSAlgorithm.PS384).build(), new RSASSASigner(rsa), claims().build())));
        assertNotNull(
                verifier.claims(signed(header(JWSAlgorithm.ES256).build(), new ECDSASigner(ec), claims().build())));
    }

    @Test
    void algorithm_that_is_not_allowed_is_not_believed_though_the_key_is_right() throws Exception {
        assertNull(verifier(rsa)
                .claims(signed(header(JWSAlgorithm.RS512).build(), new RSASSASigner(rsa), claims().build())));
    }

    @Test
    void public_key_is_no_secret_to_sign_with() throws Exception {
        String pem = pem(rsa.toPublicKey(), "PUBLIC KEY");
        TokenVerifier verifier = verifier(pem, "us", "gateway", "RS256");
        for (byte[] secret : List.of(
                pem.getBytes(StandardCharsets.US_ASCII), rsa.toPublicKey().getEncoded())) {
            assertNull(verifier.claims(
                    signed(header(JWSAlgorithm.HS256).build(), new MACSigner(secret), claims().build())));
        }
    }

    @Test
    void token_without_signature_is_not_believed() throws Exception {
        TokenVerifier verifier = verifier(rsa);
        assertNull(verifier.claims(new PlainJWT(claims().build()).serialize()));
        String token = signed(claims().build());
        assertNull(verifier.claims(token.substring(0, token.lastIndexOf('.') + 1)));
        String none = Base64URL.encode("{\"alg\":\"none\"}").toString();
        assertNull(verifier.claims(none + token.substring(token.indexOf('.'))));
    }

    @Test
    void token_that_was_changed_is_not_believed() throws Exception {
        String[] parts = signed(claims().build()).split("\\.");
        String forged =
                Base64URL.encode(claims().subject("root").build().toString()).toString();
        assertNull(verifier(rsa).claims(parts[0] + "." + forged + "." + parts[2]));
    }

    @Test
    void key_that_the_token_names_must_have_signed_it() throws Exception {
        TokenVerifier verifier = verifier(rsa, otherRsa);
        assertNull(verifier.claims(
                signed(header(JWSAlgorithm.RS256).keyID("second").build(), new RSASSASigner(rsa), claims().build())));
        assertNull(verifier.claims(
                signed(header(JWSAlgorithm.RS256).keyID("third").build(), new RSASSASigner(rsa), claims().build())));
    }

    @Test
    void each_key_is_tried_where_none_is_named() throws Exception {
        assertNotNull(verifier(rsa, otherRsa)
                .claims(signed(header(JWSAlgorithm.RS256).build(), new RSASSASigner(otherRsa), claims().build())));
    }

    @Test
    void key_that_comes_with_the_token_is_not_used() throws Exception {
        assertNull(verifier(rsa)
                .claims(signed(
                        header(JWSAlgorithm.RS256).jwk(otherRsa.toPublicJWK()).build(),
                        new RSASSASigner(otherRsa),
                        claims().build())));
    }

    @Test
    void key_for_encryption_or_another_algorithm_is_not_used() throws Exception {
        String token = signed(claims().build());
        RSAKey forEncryption = new RSAKey.Builder(rsa).keyUse(KeyUse.ENCRYPTION).build();
        assertNull(verifier(forEncryption, otherRsa).claims(token));
        RSAKey forOther = new RSAKey.Builder(rsa).algorithm(JWSAlgorithm.PS384).build();
        assertNull(verifier(forOther, otherRsa).claims(token));
    }

    @ParameterizedTest
    @CsvSource({"30, true", "31, false"})
    void token_expires_once_the_clocks_cannot_be_that_far_off(int past, boolean not) throws Exception {
        // On or after that moment, says RFC 7519.
        String token = signed(claims().expirationTime(fromNow(1 - past)).build());
        assertEquals(not, verifier(rsa).claims(token) != null);
    }

    @ParameterizedTest
    @CsvSource({"nbf, 30, true", "nbf, 31, false", "iat, 30, true", "iat, 31, false"})
    void token_is_not_valid_before_its_time(String claim, int ahead, boolean believed) throws Exception {
        String token = signed(claims().claim(claim, fromNow(ahead)).build());
        assertEquals(believed, verifier(rsa).claims(token) != null);
    }

    @Test
    void token_must_say_when_it_expires() throws Exception {
        assertNull(verifier(rsa).claims(signed(claims().expirationTime(null).build())));
    }

    @Test
    void clock_is_looked_at_each_time() throws Exception {
        TokenVerifier verifier = verifier(rsa);
        String token = signed(claims().build());
        assertNotNull(verifier.claims(token));
        clock.advance(Duration.ofSeconds(90));
        assertNull(verifier.claims(token));
    }

    @Test
    void issuer_and_audience_must_be_right() throws Exception {
        TokenVerifier verifier = verifier(rsa);
        assertNull(verifier.claims(signed(claims().issuer("others").build())));
        assertNull(verifier.claims(signed(claims().issuer(null).build())));
        assertNull(verifier.claims(signed(claims().audience("others").build())));
        assertNull(verifier.claims(signed(claims().audience((String) null).build())));
        assertNotNull(verifier.claims(
                signed(claims().audience(List.of("others", "gateway")).build())));
    }

    @Test
    void issuer_and_audience_do_not_matter_where_none_is_asked_for() throws Exception {
        TokenVerifier verifier = verifier(new JWKSet(rsa).toString(), null, null, "RS256");
        assertNotNull(
                verifier.claims(signed(claims().issuer(null).audience("others").build())));
    }

    @Test
    void header_that_must_be_understood_is_refused() throws Exception {
        JWSHeader header =
                header(JWSAlgorithm.RS256).criticalParams(Set.of("b64")).build();
        assertNull(verifier(rsa).claims(signed(header, new RSASSASigner(rsa), claims().build())));
    }

    @Test
    void token_in_a_token_is_refused() throws Exception {
        JWSObject nested = new JWSObject(
                header(JWSAlgorithm.RS256).contentType("JWT").build(), new Payload(signed(claims().build())));
        nested.sign(new RSASSASigner(rsa));
        assertNull(verifier(rsa).claims(nested.serialize()));
        JWSHeader says = header(JWSAlgorithm.RS256).contentType("JWT").build();
        assertNull(verifier(rsa).claims(signed(says, new RSASSASigner(rsa), claims().build())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ".", "..", "a.b.c", "a.b.c.d.e", "eyJhbGciOiJSUzI1NiJ9..", "\u0000.\u0000.\u0000", "{token}"
            })
    void what_is_no_token_is_not_believed(String token) throws Exception {
        assertNull(verifier(rsa).claims(token));
    }

    @Test
    void hostile_headers_are_not_believed() throws Exception {
        TokenVerifier verifier = verifier(rsa);
        for (String header : List.of(
                "[".repeat(5000),
                "{\"alg\":" + "[".repeat(5000),
                "{\"alg\":null}",
                "{\"alg\":\"RS256\",\"crit\":7}",
                "{\"alg\":\"RS256\",\"alg\":\"none\"}",
                "null",
                "7")) {
            assertNull(verifier.claims(Base64URL.encode(header) + ".e30.e30"));
        }
    }

    @Test
    void token_that_is_too_long_is_not_looked_at() throws Exception {
        String token = signed(claims().claim("long", "x".repeat(6000)).build());
        assertEquals(true, token.length() > TokenVerifier.LONGEST);
        assertNull(verifier(rsa).claims(token));
        assertNotNull(verifier(rsa)
                .claims(signed(claims().claim("long", "x".repeat(5000)).build())));
    }

    @Test
    void keys_may_be_a_set_one_key_or_pem() throws Exception {
        String token = signed(claims().build());
        for (String keys : List.of(
                new JWKSet(rsa).toString(true),
                rsa.toPublicJWK().toJSONString(),
                "\r\n" + pem(rsa.toPublicKey(), "PUBLIC KEY").replace("\n", "\r\n"),
                "# the issuer's\n" + pem(rsa.toPublicKey(), "PUBLIC KEY"))) {
            assertNotNull(verifier(keys, "us", "gateway", "RS256").claims(token));
        }
        assertNotNull(verifier(pem(ec.toPublicKey(), "PUBLIC KEY"), "us", "gateway", "ES256")
                .claims(signed(
                        header(JWSAlgorithm.ES256).keyID("any").build(), new ECDSASigner(ec), claims().build())));
    }

    private String problem(String keys, String... algorithms) {
        ConfigurationException refused =
                assertThrows(ConfigurationException.class, () -> verifier(keys, "us", "gateway", algorithms));
        assertEquals(1, refused.problems().size());
        return refused.getMessage().replace(folder + "/", "");
    }

    @Test
    void file_of_another_kind_is_refused() {
        String expected =
                "--keys: keys: holds no key that can be read; expected a JWK set, or a public key or certificate"
                        + " in PEM";
        for (String content : List.of("", "secret", "{", "{\"keys\": 7}", "-----BEGIN PUBLIC KEY-----\nAAAA\n")) {
            assertEquals(expected, problem(content, "RS256"));
        }
    }

    @Test
    void file_with_a_private_key_or_a_secret_is_refused() throws Exception {
        String expected = "--keys: keys: holds a private or secret key; expected public keys only";
        String secret = new OctetSequenceKeyGenerator(256).generate().toJSONString();
        for (String content : List.of(
                new JWKSet(List.of(otherRsa.toPublicJWK(), rsa)).toString(false),
                secret,
                pem(rsa.toPrivateKey(), "PRIVATE KEY"))) {
            assertEquals(expected, problem(content, "RS256"));
        }
    }

    @Test
    void file_without_a_key_for_any_algorithm_is_refused() throws Exception {
        String expected =
                "--keys: keys: holds no key for RS256, PS256; expected one (RSA: of 2048 bits or more), or other"
                        + " algorithms";
        RSAKey weak = new RSAKeyGenerator(1024, true).generate();
        for (String content :
                List.of(new JWKSet(ec).toString(true), new JWKSet(weak).toString(true), "{\"keys\": []}")) {
            assertEquals(expected, problem(content, "RS256", "PS256"));
        }
    }
}
