package io.sluice.relay;

/** A monotonic clock. Injected, so that timers are tested without waiting. */
@FunctionalInterface
public interface Ticker {
    /** The clock of the machine. */
    Ticker SYSTEM = startingAt(System.nanoTime());

    /** Nanoseconds since some fixed moment; differences count, not values. */
    long nanos();

    private static Ticker startingAt(long origin) {
        return () -> System.nanoTime() - origin;
    }
}
