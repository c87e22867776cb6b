package io.sluice.relay;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Deals out time at one rate: who wants to move bytes reserves them and is told when they may go. Reservations follow
 * one another without gaps, so that several sessions at one pace get equal shares. Used from any thread.
 */
final class Pace {
    private final double nanosPerByte;

    /** When what has been reserved will have gone. */
    private final AtomicLong next = new AtomicLong(Long.MIN_VALUE);

    /** At so many bytes a second; positive. */
    Pace(long bytesPerSecond) {
        nanosPerByte = (double) TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
    }

    /** Reserves the next so many bytes, and returns when they may go: now at the earliest. */
    long reserve(long bytes, long now) {
        while (true) {
            long before = next.get();
            long start = Math.max(before, now);
            if (next.compareAndSet(before, start + nanos(bytes))) {
                return start;
            }
        }
    }

    /** So many bytes of those that were reserved have not gone and will not. */
    void giveBack(long bytes) {
        next.addAndGet(-nanos(bytes));
    }

    private long nanos(long bytes) {
        return (long) (bytes * nanosPerByte);
    }
}
