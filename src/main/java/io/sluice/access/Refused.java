package io.sluice.access;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The session may not begin, or the user is not known.
 *
 * @param reason why
 * @param retryAfter when it may be worth to ask again, or null
 */
public record Refused(Refusal reason, @Nullable Duration retryAfter) implements Decision, LogIn {
    /** A refusal whose reason says it all. */
    public Refused(Refusal reason) {
        this(reason, reason.retryAfter());
    }
}
