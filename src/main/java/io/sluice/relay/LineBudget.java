package io.sluice.relay;

import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/**
 * How many lines may be written within a second of what others can cause at will, so that they cannot fill a disk. How
 * many were left out is told when the second is over. Used from any thread.
 */
public final class LineBudget {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final int lines;
    private final BiConsumer<Duration, Runnable> after;
    private final LongConsumer whenLeftOut;

    /** Guarded by this: how many were asked for in this second; 0: none has begun. */
    private long asked;

    /**
     * A budget.
     *
     * @param lines how many within a second
     * @param after runs something after a while
     * @param whenLeftOut told of how many were left out, on the thread that {@code after} uses
     */
    public LineBudget(int lines, BiConsumer<Duration, Runnable> after, LongConsumer whenLeftOut) {
        this.lines = lines;
        this.after = after;
        this.whenLeftOut = whenLeftOut;
    }

    /** Whether one more line may be written now. */
    public boolean take() {
        long number;
        synchronized (this) {
            number = ++asked;
        }
        if (number == 1) {
            after.accept(SECOND, this::secondIsOver);
        }
        return number <= lines;
    }

    private void secondIsOver() {
        long leftOut;
        synchronized (this) {
            leftOut = asked - lines;
            asked = 0;
        }
        if (leftOut > 0) {
            whenLeftOut.accept(leftOut);
        }
    }
}
