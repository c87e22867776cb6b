package io.sluice.manage;

import io.sluice.metrics.Figures;
import java.time.Duration;

/**
 * How a gateway is.
 *
 * @param live whether it does its work; if not, only starting it anew helps
 * @param ready whether it takes new sessions
 */
record Condition(boolean live, boolean ready) {
    /** A loop that is so late is stuck. */
    private static final Duration STUCK = Duration.ofSeconds(30);

    static Condition of(Operations operations) {
        Figures figures = operations.figures();
        return new Condition(
                figures.loopLag().compareTo(STUCK) < 0, !operations.draining() && !figures.descriptorsExhausted());
    }

    /** As everybody is told it. */
    static String status(boolean draining) {
        return draining ? "draining" : "up";
    }
}
