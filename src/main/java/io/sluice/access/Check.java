package io.sluice.access;

import org.jspecify.annotations.Nullable;

/** One condition that a handshake must meet. */
@FunctionalInterface
public interface Check {
    /** Null when the condition is met, else the refusal. From any thread; must not block. */
    @Nullable
    Refused check(Handshake handshake);
}
