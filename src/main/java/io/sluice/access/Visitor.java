package io.sluice.access;

import org.jspecify.annotations.Nullable;

/**
 * Whoever sends a request. Who that is gets found out when somebody has to know, and once: a password takes long to
 * check. Used by one thread.
 */
public final class Visitor {
    private final Handshake handshake;
    private final Authentication authentication;
    private @Nullable LogIn logIn;

    /** A visitor of whom nothing is known yet but what the request says. */
    public Visitor(Handshake handshake, Authentication authentication) {
        this.handshake = handshake;
        this.authentication = authentication;
    }

    /** What the request says of itself. */
    public Handshake handshake() {
        return handshake;
    }

    /** Who it is, or why that is not known. May block. */
    public LogIn logIn() {
        LogIn known = logIn;
        if (known == null) {
            known = authentication.authenticate(handshake);
            logIn = known;
        }
        return known;
    }

    /** What was found out, or null when nobody had to know. */
    public @Nullable LogIn known() {
        return logIn;
    }

    /** Who it is, if that costs nothing to know; else null. */
    @Nullable
    Identity knownAnyway() {
        if (logIn instanceof Identity identity) {
            return identity;
        }
        return ContainerAuthentication.identity(handshake.credentials());
    }
}
