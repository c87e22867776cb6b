package io.sluice.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.sluice.config.ConfigurationException;
import io.sluice.config.JwtTrust;
import io.sluice.config.KeySource;
import java.text.ParseException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells tokens that are to be believed from all others. Used from any thread. */
public final class TokenVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(TokenVerifier.class);

    /** How many characters a token may have; what is longer is not looked at. */
    public static final int LONGEST = 8 << 10;

    private final JwtTrust trust;
    private final Set<JWSAlgorithm> algorithms;
    private final TrustedKeys keys;
    private final InstantSource clock;

    private TokenVerifier(JwtTrust trust, TrustedKeys keys, InstantSource clock) {
        this.trust = trust;
        this.algorithms = trust.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toUnmodifiableSet());
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * One for these issuers, with the clock of the machine. Keys that have to be fetched are fetched when they are
     * needed.
     *
     * @throws ConfigurationException if a file holds no keys that can be used
     */
    public static TokenVerifier of(JwtTrust trust) throws ConfigurationException {
        return of(trust, InstantSource.system());
    }

    /**
     * The same with another clock.
     *
     * @throws ConfigurationException if a file holds no keys that can be used
     */
    public static TokenVerifier of(JwtTrust trust, InstantSource clock) throws ConfigurationException {
        if (trust.keys() instanceof KeySource.KeyFile file) {
            KeyRing ring = KeyFileReader.read(file.file(), trust);
            return new TokenVerifier(trust, ring::keysFor, clock);
        }
        KeySource.KeyAddress remote = (KeySource.KeyAddress) trust.keys();
        return new TokenVerifier(trust, new FetchedKeys(remote.address(), clock), clock);
    }

    /**
     * What a token claims. May block for some seconds where keys are fetched.
     *
     * @param token as it was received; not trusted in any way
     * @return the claims as in JSON (texts, numbers, truth values, lists and maps); null when the token is not to be
     *     believed, for whatever reason
     * @throws KeysDownException when that cannot be found out now
     */
    public @Nullable Map<String, Object> claims(String token) throws KeysDownException {
        try {
            SignedJWT parsed = parsed(token);
            checkSignature(parsed);
            checkClaims(parsed.getJWTClaimsSet());
            return Collections.unmodifiableMap(parsed.getPayload().toJSONObject());
        } catch (NotBelievedException e) {
            LOG.debug("A token is not believed: {}", e.getMessage());
        } catch (ParseException | JOSEException | RuntimeException e) {
            // Not its message, which may quote the token. What strangers send shall not be a fault.
            LOG.debug("A token is not believed: {}", e.getClass().getName());
        }
        return null;
    }

    private SignedJWT parsed(String token) throws NotBelievedException, ParseException {
        if (token.length() > LONGEST) {
            throw new NotBelievedException("it is too long");
        }
        SignedJWT parsed = SignedJWT.parse(token);
        JWSHeader header = parsed.getHeader();
        if (!algorithms.contains(header.getAlgorithm())) {
            throw new NotBelievedException("its algorithm is not allowed");
        }
        if (header.getCriticalParams() != null || !header.isBase64URLEncodePayload()) {
            throw new NotBelievedException("it says that its header must be understood");
        }
        if (header.getContentType() != null) {
            throw new NotBelievedException("there is another one in it");
        }
        return parsed;
    }

    private void checkSignature(SignedJWT token) throws KeysDownException, NotBelievedException, JOSEException {
        for (JWK key : keys.keysFor(token.getHeader())) {
            if (token.verify(verifier(key))) {
                return;
            }
        }
        throw new NotBelievedException("no trusted key has signed it");
    }

    private static JWSVerifier verifier(JWK key) throws JOSEException {
        if (key instanceof RSAKey rsa) {
            return new RSASSAVerifier(rsa);
        }
        if (key instanceof ECKey ec) {
            return new ECDSAVerifier(ec);
        }
        throw new IllegalStateException("No key of a key ring: " + key.getKeyType());
    }

    private void checkClaims(JWTClaimsSet claims) throws NotBelievedException {
        Instant now = clock.instant();
        Date expires = claims.getExpirationTime();
        if (expires == null) {
            throw new NotBelievedException("it does not say when it expires");
        }
        if (!now.minus(trust.skew()).isBefore(expires.toInstant())) {
            throw new NotBelievedException("it has expired");
        }
        Instant soonest = now.plus(trust.skew());
        if (isAfter(claims.getNotBeforeTime(), soonest) || isAfter(claims.getIssueTime(), soonest)) {
            throw new NotBelievedException("it is not valid yet");
        }
        if (trust.issuer() != null && !trust.issuer().equals(claims.getIssuer())) {
            throw new NotBelievedException("it is somebody else's");
        }
        if (trust.audience() != null && !claims.getAudience().contains(trust.audience())) {
            throw new NotBelievedException("it is meant for somebody else");
        }
    }

    private static boolean isAfter(@Nullable Date moment, Instant latest) {
        return moment != null && moment.toInstant().isAfter(latest);
    }

    /** Why a token is not believed. */
    private static final class NotBelievedException extends Exception {
        private static final long serialVersionUID = 1L;

        NotBelievedException(String message) {
            super(message, null, false, false);
        }
    }
}
