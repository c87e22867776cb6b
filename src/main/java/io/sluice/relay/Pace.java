package io.sluice.relay;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Deals out time at one rate: who wants to move bytes reserves them and is told when they may go. Reservations follow
 * one another without gaps, so that several sessions at one pace get equal shares. Used from any thread.
 */
final class Pace {
    /** What is late by less than this is made up for; what is later was not wanted earlier. */
    private static final long SLACK = TimeUnit.MILLISECONDS.toNanos(20);

    private volatile double nanosPerByte;

    /** When what has been reserved will have gone. */
    private final AtomicLong next = new AtomicLong(Long.MIN_VALUE);

    /** At so many bytes a second; 0 for any number. */
    Pace(long bytesPerSecond) {
        change(bytesPerSecond);
    }

    /** From now on, at so many bytes a second; 0 for any number. */
    void change(long bytesPerSecond) {
        nanosPerByte = bytesPerSecond == 0 ? 0 : (double) TimeUnit.SECONDS.toNanos(1) / bytesPerSecond;
    }

    /** Reserves the next so many bytes, and returns when they may go: now, if that is not later than now. */
    long reserve(long bytes, long now) {
        while (true) {
            long before = next.get();
            long start = before < now - SLACK ? now : before;
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
