package io.sluice.manage;

import io.sluice.metrics.Figures;
import java.time.Duration;

/**
 * How a gateway is.
 *
 * @param live whether it does its work; if not, only starting it anew helps
 * @param ready whether it takes new sessions
 * @param draining whether it never will again
 */
record Condition(boolean live, boolean ready, boolean draining) {
    /** A loop that is so late is stuck. */
    private static final Duration STUCK = Duration.ofSeconds(30);

    static Condition of(Operations operations) {
        Figures figures = operations.figures();
        boolean draining = operations.draining();
        return new Condition(
                figures.lateness().compareTo(STUCK) < 0, !draining && !figures.descriptorsExhausted(), draining);
    }

    /** Whether new sessions had better be sent here. */
    boolean up() {
        return live && ready;
    }

    /** As everybody is told it. */
    String status() {
        if (draining) {
            return "draining";
        }
        return up() ? "up" : "unready";
    }
}
