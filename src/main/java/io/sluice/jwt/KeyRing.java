package io.sluice.jwt;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Public keys that signatures can be checked with. Others (secrets, private keys, those for encryption, RSA keys that
 * are too short) are left out. Immutable.
 */
final class KeyRing {
    /** So many are tried at most for a token that does not say which it is. */
    private static final int MOST_TRIED = 16;

    /** NIST SP 800-131A. */
    static final int SHORTEST_RSA_BITS = 2048;

    private final List<JWK> keys;

    private KeyRing(List<JWK> keys) {
        this.keys = List.copyOf(keys);
    }

    static KeyRing of(JWKSet set) {
        return of(set.getKeys());
    }

    static KeyRing of(List<JWK> keys) {
        return new KeyRing(keys.stream().filter(KeyRing::isUsable).toList());
    }

    private static boolean isUsable(JWK key) {
        boolean verifies = key instanceof RSAKey ? key.size() >= SHORTEST_RSA_BITS : key instanceof ECKey;
        return verifies && !key.isPrivate() && (key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()));
    }

    /** Whether any of its keys can check a signature with this algorithm. */
    boolean serves(JWSAlgorithm algorithm) {
        JWKMatcher matcher = matcher(algorithm);
        return keys.stream().anyMatch(matcher::matches);
    }

    /** Those that fit the algorithm, and bear the id that the header names, or none. */
    List<JWK> keysFor(JWSHeader header) {
        JWKMatcher matcher = matcher(header.getAlgorithm());
        String id = header.getKeyID();
        List<JWK> fitting = new ArrayList<>();
        for (JWK key : keys) {
            boolean named = id == null || key.getKeyID() == null || id.equals(key.getKeyID());
            if (named && fitting.size() < MOST_TRIED && matcher.matches(key)) {
                fitting.add(key);
            }
        }
        return fitting;
    }

    private static JWKMatcher matcher(JWSAlgorithm algorithm) {
        JWKMatcher.Builder matcher = new JWKMatcher.Builder()
                .keyType(KeyType.forAlgorithm(algorithm))
                .algorithms(algorithm, null);
        Set<Curve> curves = Curve.forJWSAlgorithm(algorithm);
        return curves == null ? matcher.build() : matcher.curves(curves).build();
    }
}
