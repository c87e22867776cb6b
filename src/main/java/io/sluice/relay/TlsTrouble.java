package io.sluice.relay;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator, who is the only one that can do something about it, why there is no TLS with a target; of very
 * many within a second only how many, since whoever opens sessions causes them. Used from any thread.
 */
final class TlsTrouble {
    private static final Logger LOG = LoggerFactory.getLogger(TlsTrouble.class);

    /** So many lines are written within a second. */
    private static final int LINES = 10;

    private final Executor aside;
    private final LineBudget budget;

    /**
     * None yet.
     *
     * @param aside where lines are written, in order, since a log may block
     * @param after runs something after a while
     */
    TlsTrouble(Executor aside, BiConsumer<Duration, Runnable> after) {
        this.aside = aside;
        this.budget = new LineBudget(
                LINES,
                after,
                leftOut -> aside.execute(
                        () -> LOG.warn("TLS with targets failed {} more times within a second", leftOut)));
    }

    /** Once more, for this reason. */
    void log(IOException why) {
        if (!budget.take()) {
            return;
        }
        // Part of the message may be the target's.
        String message = String.valueOf(why.getMessage()).replaceAll("\\p{Cntrl}+", " ");
        aside.execute(() -> LOG.warn("TLS with a target failed: {}", message));
    }
}
