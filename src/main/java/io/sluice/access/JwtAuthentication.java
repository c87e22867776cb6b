package io.sluice.access;

import io.sluice.config.ConfigurationException;
import io.sluice.config.JwtSettings;
import io.sluice.jwt.KeysDownException;
import io.sluice.jwt.TokenVerifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows users by the signed tokens of one issuer: in an Authorization header (RFC 6750), as subprotocol
 * {@code bearer.…}, in a cookie, or in the query. Wrong ones do not slow anybody down: a signature cannot be guessed.
 */
final class JwtAuthentication implements Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(JwtAuthentication.class);
    private static final String SCHEME = "Bearer";
    private static final String SUBPROTOCOL = "bearer.";

    private final JwtSettings settings;
    private final TokenVerifier verifier;
    private final AtomicBoolean keysDown = new AtomicBoolean();

    /**
     * For one issuer.
     *
     * @throws ConfigurationException if its keys cannot be used
     */
    JwtAuthentication(JwtSettings settings) throws ConfigurationException {
        this.settings = settings;
        this.verifier = TokenVerifier.of(settings.trust());
    }

    @Override
    public @Nullable LogIn authenticate(Handshake handshake) {
        List<String> tokens = tokens(handshake.credentials());
        if (tokens.isEmpty()) {
            return null;
        }
        try {
            for (String token : tokens) {
                Map<String, Object> claims = verifier.claims(token);
                // Only a token whose signature is right proves that there are keys.
                if (claims != null && keysDown.getAndSet(false)) {
                    LOG.info("Tokens can be checked again");
                }
                if (claims != null
                        && claims.get(settings.userClaim()) instanceof String user
                        && Identity.isName(user)) {
                    Set<String> roles = roles(claims);
                    return new Identity(user, roles::contains, Identity.Means.JWT);
                }
            }
        } catch (KeysDownException e) {
            if (!keysDown.getAndSet(true)) {
                LOG.warn("Tokens cannot be checked: {}", e.getMessage());
            }
            return new Refused(Refusal.SOURCE_DOWN);
        }
        return new Refused(Refusal.WRONG_LOG_IN);
    }

    private List<String> tokens(Credentials credentials) {
        String cookie = settings.cookie();
        String query = settings.query();
        return Stream.of(
                        credentials.authorization(SCHEME),
                        credentials.subprotocol(SUBPROTOCOL),
                        cookie == null ? null : credentials.cookie(cookie),
                        query == null ? null : credentials.query(query))
                .filter(Objects::nonNull)
                .toList();
    }

    /** A list, or one text with a role a word, as OAuth has it for scopes. */
    private Set<String> roles(Map<String, Object> claims) {
        Object value = claims;
        for (String part : settings.rolesClaim().split("\\.", -1)) {
            value = value instanceof Map<?, ?> inner ? inner.get(part) : null;
        }
        Collection<?> roles = List.of();
        if (value instanceof Collection<?> several) {
            roles = several;
        } else if (value instanceof String words) {
            roles = Arrays.asList(words.split(" ", -1));
        }
        return roles.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .collect(Collectors.toUnmodifiableSet());
    }
}
