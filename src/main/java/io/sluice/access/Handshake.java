package io.sluice.access;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a request for a session says of itself.
 *
 * @param origin the Origin header (RFC 6454), or null: then no web page is behind the request
 * @param host the Host header or authority, as received
 * @param secure whether the request came over TLS, as far as the container knows
 * @param address the client's network address
 * @param user the name that the container's log-in knows the user by, or null
 * @param hasRole whether that user has a role of the container's log-in
 */
public record Handshake(
        @Nullable String origin,
        String host,
        boolean secure,
        String address,
        @Nullable String user,
        Predicate<String> hasRole) {}
