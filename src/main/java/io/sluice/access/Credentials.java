package io.sluice.access;

import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request brings to say who sends it. Never to be logged. */
public interface Credentials {
    /** The name that the container's log-in knows the user by, or null. */
    @Nullable
    String containerUser();

    /** Whether that user has a role of the container's log-in. */
    boolean hasContainerRole(String role);

    /** The client's TLS certificate, verified by the listener, then those of its issuers; empty: none. */
    List<X509Certificate> certificates();

    /** What follows this scheme in Authorization headers (RFC 9110 section 11.6.2), or null. */
    @Nullable
    String authorization(String scheme);

    /** A cookie's value, or null. */
    @Nullable
    String cookie(String name);

    /** A parameter of the query, decoded, or null. */
    @Nullable
    String query(String name);

    /**
     * What follows this prefix in an offered subprotocol, or null. A page's script can set no other header of a
     * WebSocket handshake.
     */
    @Nullable
    String subprotocol(String prefix);
}
