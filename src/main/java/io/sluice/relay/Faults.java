package io.sluice.relay;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Defects that ended, at most, the session they were met in. Counted, and logged where a log that blocks or throws
 * harms nobody. Used from any thread.
 */
public final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private final Executor aside;
    private final LongAdder count = new LongAdder();

    /** None yet; logged on this executor. */
    Faults(Executor aside) {
        this.aside = aside;
    }

    /** One more. Never throws. */
    public void report(String what, Throwable fault) {
        try {
            count.increment();
            aside.execute(() -> contained(() -> LOG.error(what, fault)));
        } catch (RuntimeException | Error e) {
            // There is nothing left to tell it to.
        }
    }

    /** Runs what may fail without harm to anybody; that it has failed is counted. */
    void contained(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            count.increment();
        }
    }

    /** How many there were. */
    public long count() {
        return count.sum();
    }
}
