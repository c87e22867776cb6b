package io.sluice.route;

import io.sluice.relay.Ticker;
import java.time.Duration;
import org.slf4j.Logger;

/**
 * Tells operators of what strangers can bring about at will: at most once a minute, and then of how often it was in the
 * meantime. Used from any thread.
 */
final class Complaints {
    private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

    private final Logger log;
    private final Ticker ticker;

    /** Guarded by this: how many nobody was told of. */
    private long untold;

    /** Guarded by this: whether there was any. */
    private boolean told;

    /** Guarded by this: when the last was told. */
    private long last;

    /** None yet. */
    Complaints(Logger log, Ticker ticker) {
        this.log = log;
        this.ticker = ticker;
    }

    /** One more. */
    void warn(String complaint) {
        long leftOut;
        synchronized (this) {
            long now = ticker.nanos();
            if (told && now - last < INTERVAL) {
                untold++;
                return;
            }
            told = true;
            last = now;
            leftOut = untold;
            untold = 0;
        }
        if (leftOut == 0) {
            log.warn("{}", complaint);
        } else {
            log.warn("{} ({} more like this since the last time)", complaint, leftOut);
        }
    }
}
