package io.sluice.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waits for what another thread is about to do and does not announce. */
public final class Eventually {
    private static final long LONGEST_NANOS = 30_000_000_000L;
    private static final long POLL_NANOS = 1_000_000L;

    /** So often the same is seen of what has come to a standstill. */
    private static final int STANDSTILL_POLLS = 100;

    private Eventually() {}

    /** Returns once the condition holds; fails when it never does. */
    public static void holds(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LONGEST_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Never came true: " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    /** Returns once what is counted has begun to grow and grows no more. */
    public static void standsStill(String what, LongSupplier counted) {
        List<Long> seen = new ArrayList<>();
        holds(what, () -> {
            long now = counted.getAsLong();
            if (!seen.isEmpty() && seen.get(seen.size() - 1) != now) {
                seen.clear();
            }
            seen.add(now);
            return now > 0 && seen.size() > STANDSTILL_POLLS;
        });
    }
}
