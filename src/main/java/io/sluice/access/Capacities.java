package io.sluice.access;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Counts sessions by name: all of them, those of a route, those of a user on a route. Used from any thread. */
public final class Capacities {
    /** Guarded by this. Names without sessions are not kept. */
    private final Map<String, Integer> taken = new HashMap<>();

    /** Counts none yet. */
    public Capacities() {}

    /** Counts one more of this name unless there are as many as the bound; each true is followed by one give-back. */
    synchronized boolean tryTake(String name, int bound) {
        int before = taken.getOrDefault(name, 0);
        if (before >= bound) {
            return false;
        }
        taken.put(name, before + 1);
        return true;
    }

    synchronized void giveBack(String name) {
        taken.computeIfPresent(name, (key, count) -> count == 1 ? null : count - 1);
        if (taken.isEmpty()) {
            notifyAll();
        }
    }

    /** How many are counted of this name. */
    synchronized int count(String name) {
        return taken.getOrDefault(name, 0);
    }

    /** Whether sessions are counted under any name; false once every permit has been given back. */
    public synchronized boolean isEmpty() {
        return taken.isEmpty();
    }

    /**
     * Waits until every permit has been given back.
     *
     * @param longest how long at most
     * @return whether none is out any more
     */
    public synchronized boolean awaitEmpty(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!taken.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
