package io.sluice.relay;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the container threads that wait for slow targets, so that they cannot all be taken. Used from any thread. */
final class WaitingThreads {
    private final AtomicInteger waiting = new AtomicInteger();

    /** Counts one more, unless there are as many as the bound already; each true is followed by one {@link #leave}. */
    boolean tryEnter(int bound) {
        if (waiting.incrementAndGet() <= bound) {
            return true;
        }
        waiting.decrementAndGet();
        return false;
    }

    void leave() {
        waiting.decrementAndGet();
    }
}
