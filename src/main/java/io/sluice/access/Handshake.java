package io.sluice.access;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * What a request for a session says of itself.
 *
 * @param origin the Origin header (RFC 6454), or null: then no web page is behind the request
 * @param host the Host header or authority, as received
 * @param secure whether the request came over TLS, as far as the container knows
 * @param address the client's network address
 * @param path the path below the context path, decoded
 * @param credentials what says who sends it
 */
public record Handshake(
        @Nullable String origin,
        String host,
        boolean secure,
        InetAddress address,
        String path,
        Credentials credentials) {}
