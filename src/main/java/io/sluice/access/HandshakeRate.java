package io.sluice.access;

import io.sluice.relay.Ticker;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many sessions are asked for in a second, over all routes. A second's worth may come at once. Used from any
 * thread.
 */
public final class HandshakeRate implements Check {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final Refused TOO_MANY = new Refused(Refusal.TOO_MANY_HANDSHAKES);

    private final Ticker ticker;

    /** When all that has passed would have passed, had it come evenly. */
    private final AtomicLong paidUntil = new AtomicLong(Long.MIN_VALUE);

    /** 0 for no bound. */
    private volatile int perSecond;

    /** Without a bound yet. */
    public HandshakeRate(Ticker ticker) {
        this.ticker = ticker;
    }

    /** From now on so many a second; 0 for any number. */
    public void limit(int handshakesPerSecond) {
        perSecond = handshakesPerSecond;
    }

    @Override
    public @Nullable Refused check(Handshake handshake) {
        int rate = perSecond;
        if (rate == 0) {
            return null;
        }
        long each = SECOND / rate;
        long now = ticker.nanos();
        while (true) {
            long before = paidUntil.get();
            long after = Math.max(before, now) + each;
            if (after - now > SECOND) {
                return TOO_MANY;
            }
            if (paidUntil.compareAndSet(before, after)) {
                return null;
            }
        }
    }
}
