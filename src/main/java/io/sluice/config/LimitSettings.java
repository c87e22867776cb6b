package io.sluice.config;

import java.time.Duration;

/**
 * How much the whole gateway carries.
 *
 * @param sessions how many sessions at once; positive
 * @param sessionsPerAddress how many sessions at once for each client address; 0: no bound
 * @param handshakesPerSecond how many sessions may be asked for in a second; 0: no bound
 * @param queue how many bytes from one client may wait for its target; positive
 * @param totalQueue how much memory, in bytes, all that waits for targets may take; positive
 * @param stalledUploads how many of the container's threads may wait at once for targets that take nothing, where
 *     reading from a client cannot be stopped
 * @param headerSize how many bytes a request's header may have; runner only; positive
 * @param headerTime how long a request's header may take to arrive; runner only; positive
 */
public record LimitSettings(
        int sessions,
        int sessionsPerAddress,
        int handshakesPerSecond,
        long queue,
        long totalQueue,
        int stalledUploads,
        int headerSize,
        Duration headerTime) {
    /** What holds where a file says nothing. */
    public static final LimitSettings DEFAULT =
            new LimitSettings(10_000, 0, 0, 256 * 1024, 256 * 1024 * 1024, 64, 8 * 1024, Duration.ofSeconds(10));
}
