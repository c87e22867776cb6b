package io.sluice.bench.compare;

/** A running contender. */
interface Gateway extends AutoCloseable {
    /** Its first process; 0 when it has none. */
    long pid();

    int port();

    boolean isAlive();

    /** Ends it with all its processes. */
    @Override
    void close();
}
