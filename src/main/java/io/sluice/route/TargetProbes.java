package io.sluice.route;

import io.sluice.relay.Reachability;
import io.sluice.relay.RelayEngine;
import io.sluice.relay.Ticker;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Tries whether targets take connections, a few at a time. Used from any thread. */
public final class TargetProbes {
    /** Less than there are threads that resolve names: sessions must not have to wait for this. */
    private static final int MOST_AT_ONCE = 8;

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final RelayEngine engine;
    private final Ticker ticker;
    private final Semaphore room = new Semaphore(MOST_AT_ONCE);

    /** Those of a gateway. */
    public TargetProbes(RelayEngine engine, Ticker ticker) {
        this.engine = engine;
        this.ticker = ticker;
    }

    long now() {
        return ticker.nanos();
    }

    /**
     * Tries a target, unless too many are being tried already; never waits.
     *
     * @param told what was found, once
     * @return whether it was begun
     */
    boolean begin(Target target, Consumer<Reachability> told) {
        if (!room.tryAcquire()) {
            return false;
        }
        engine.probe(target, LONGEST, found -> {
            room.release();
            told.accept(found);
        });
        return true;
    }
}
