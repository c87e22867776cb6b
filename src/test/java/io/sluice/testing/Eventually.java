package io.sluice.testing;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what another thread is about to do and does not announce. */
public final class Eventually {
    private static final long LONGEST_NANOS = 30_000_000_000L;
    private static final long POLL_NANOS = 1_000_000L;

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
}
