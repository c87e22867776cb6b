package io.sluice.access;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The session may not begin.
 *
 * @param status the HTTP status
 * @param detail why, in a sentence for the client
 * @param retryAfter when it may be worth to ask again, or null
 */
public record Refused(int status, String detail, @Nullable Duration retryAfter) implements Decision {
    /** A refusal for good. */
    public Refused(int status, String detail) {
        this(status, detail, null);
    }
}
