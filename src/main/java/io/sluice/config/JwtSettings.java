package io.sluice.config;

import org.jspecify.annotations.Nullable;

/**
 * Log-in with a signed token (RFC 7519, RFC 6750).
 *
 * @param trust which tokens are believed
 * @param userClaim the claim that names the user
 * @param rolesClaim the claim that lists the user's roles; with dots, a claim inside others
 * @param cookie the cookie that may carry the token; null: none
 * @param query the query parameter that may carry the token; null: none
 */
public record JwtSettings(
        JwtTrust trust,
        String userClaim,
        String rolesClaim,
        @Nullable String cookie,
        @Nullable String query) {}
