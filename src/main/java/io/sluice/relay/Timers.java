package io.sluice.relay;

import java.util.Comparator;
import java.util.TreeSet;

/** The timers of one loop, ordered by deadline. Confined to the loop's thread; does no I/O and reads no clock. */
final class Timers {
    private final TreeSet<Timer> pending = new TreeSet<>(
            Comparator.<Timer>comparingLong(timer -> timer.deadline).thenComparingLong(timer -> timer.sequence));
    private long sequence;

    /** Runs the action once {@link #fire} is called with a time at or past the deadline. */
    Timer schedule(long deadline, Runnable action) {
        Timer timer = new Timer(deadline, sequence++, action);
        pending.add(timer);
        return timer;
    }

    /** Runs what is due. Actions may schedule and cancel timers. */
    void fire(long now) {
        while (!pending.isEmpty() && pending.first().deadline <= now) {
            Timer due = pending.first();
            pending.remove(due);
            due.action.run();
        }
    }

    /** Nanoseconds until the next timer is due, at least 0; {@link Long#MAX_VALUE} without any. */
    long untilNext(long now) {
        return pending.isEmpty() ? Long.MAX_VALUE : Math.max(0, pending.first().deadline - now);
    }

    /** One thing to do at one time. */
    final class Timer {
        private final long deadline;
        private final long sequence;
        private final Runnable action;

        private Timer(long deadline, long sequence, Runnable action) {
            this.deadline = deadline;
            this.sequence = sequence;
            this.action = action;
        }

        /** Takes the timer back; without effect when it has fired. */
        void cancel() {
            pending.remove(this);
        }
    }
}
