package io.sluice.relay;

import java.time.Duration;
import java.util.Arrays;

/**
 * How late a loop comes to what is due each second. Confined to the loop's thread, but for {@link #now} and
 * {@link #greatest}.
 */
final class LoopLag {
    private static final long INTERVAL = 1_000_000_000;

    /** A ring: how late it was, for each of the last so many seconds. */
    private final long[] lags = new long[60];

    private final SelectorLoop loop;
    private int next;
    private volatile long due = Long.MAX_VALUE;
    private volatile long greatest;

    LoopLag(SelectorLoop loop) {
        this.loop = loop;
    }

    /** Looks at the clock from now on. */
    void begin() {
        due = loop.now() + INTERVAL;
        loop.timers().schedule(due, this::look);
    }

    private void look() {
        lags[next] = loop.now() - due;
        next = (next + 1) % lags.length;
        greatest = Arrays.stream(lags).max().orElse(0);
        begin();
    }

    /** How late it is for what is due; zero if it is not. From any thread. */
    Duration now() {
        return Duration.ofNanos(Math.max(0, loop.now() - due));
    }

    /** How late it was at the most, within the last 60 seconds, or is already. From any thread. */
    Duration greatest() {
        return Duration.ofNanos(Math.max(greatest, loop.now() - due));
    }
}
