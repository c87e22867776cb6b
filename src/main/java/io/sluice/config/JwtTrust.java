package io.sluice.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which signed tokens (RFC 7519) are believed: those with a signature by one of the keys, with one of the algorithms.
 * They must say when they expire.
 *
 * @param issuer who must have issued them; null: whoever has the key
 * @param audience whom they must be meant for; null: anybody
 * @param keys the issuer's public keys
 * @param algorithms how they may be signed (RFC 7518), such as {@code RS256}; at least one
 * @param skew how far the issuer's clock may be off
 */
public record JwtTrust(
        @Nullable String issuer, @Nullable String audience, KeySource keys, List<String> algorithms, Duration skew) {
    /** How tokens may be signed; no secret is shared with the issuer. */
    public static final List<String> ALGORITHMS =
            List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");
}
