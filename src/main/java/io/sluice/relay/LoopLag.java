package io.sluice.relay;

import java.time.Duration;

/** How late a loop comes to what is due each second. Confined to the loop's thread, but for {@link #last}. */
final class LoopLag {
    private static final long INTERVAL = 1_000_000_000;

    private final SelectorLoop loop;
    private volatile long due = Long.MAX_VALUE;
    private volatile long last;

    LoopLag(SelectorLoop loop) {
        this.loop = loop;
    }

    /** Looks at the clock from now on. */
    void begin() {
        due = loop.now() + INTERVAL;
        loop.timers().schedule(due, this::look);
    }

    private void look() {
        last = loop.now() - due;
        begin();
    }

    /** How late it was, or how late it is already. From any thread. */
    Duration last() {
        return Duration.ofNanos(Math.max(last, loop.now() - due));
    }
}
