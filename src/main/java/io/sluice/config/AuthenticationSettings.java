package io.sluice.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How users are known, besides the container's own log-in.
 *
 * @param basic user names and passwords; null: none
 * @param jwt whose tokens are believed; empty: nobody's
 * @param certificate what a client's TLS certificate says of its user; null: nothing
 * @param roles which users have a role, besides those that their log-in gives them
 * @param ticket how long a ticket is valid
 */
public record AuthenticationSettings(
        @Nullable BasicSettings basic,
        List<JwtSettings> jwt,
        @Nullable CertificateSettings certificate,
        Map<String, List<String>> roles,
        Duration ticket) {
    /** The container's log-in only. */
    public static final AuthenticationSettings DEFAULT =
            new AuthenticationSettings(null, List.of(), null, Map.of(), Duration.ofSeconds(30));

    /** Whether the gateway itself can find out who somebody is. */
    public boolean isConfigured() {
        return basic != null || !jwt.isEmpty() || certificate != null;
    }
}
