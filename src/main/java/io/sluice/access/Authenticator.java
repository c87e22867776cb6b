package io.sluice.access;

import org.jspecify.annotations.Nullable;

/** One way to know users. Used from any thread. */
@FunctionalInterface
interface Authenticator {
    /** Who sends a request, or why that is not known; null when the request brings nothing of this kind. May block. */
    @Nullable
    LogIn authenticate(Handshake handshake);
}
