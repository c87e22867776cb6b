package io.sluice.route;

import io.sluice.config.ConfigurationException;
import io.sluice.config.JwtTrust;
import io.sluice.config.TargetSettings;
import io.sluice.jwt.KeysDownException;
import io.sluice.jwt.TokenVerifier;
import io.sluice.relay.Ticker;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tokens that are signed (RFC 7519): the claim {@code target} says {@code HOST:PORT}, or {@code host} and {@code port}
 * do, as websockify has them.
 */
final class SignedTokens implements TokenSource {
    private static final Logger LOG = LoggerFactory.getLogger(SignedTokens.class);

    private final Complaints noTarget = new Complaints(LOG, Ticker.SYSTEM);

    private final TokenVerifier verifier;

    /**
     * With these issuers.
     *
     * @throws ConfigurationException if a file holds no keys that can be used
     */
    SignedTokens(JwtTrust trust) throws ConfigurationException {
        this.verifier = TokenVerifier.of(trust);
    }

    @Override
    public TargetSettings.@Nullable Host find(String token) throws SourceDownException {
        Map<String, Object> claims;
        try {
            claims = verifier.claims(token);
        } catch (KeysDownException e) {
            throw new SourceDownException(String.valueOf(e.getMessage()));
        }
        if (claims == null) {
            return null;
        }
        try {
            return claims.get("target") instanceof String target
                    ? TargetText.parse(target)
                    : TargetText.ofMembers(claims);
        } catch (IllegalArgumentException e) {
            noTarget.warn("A token that is signed names no target; expected the claim target: " + TargetText.EXPECTED);
            return null;
        }
    }
}
