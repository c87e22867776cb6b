package io.sluice.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** What became of a number of sessions. Thread-safe; waiting is possible. */
final class Tally {
    private final Latencies latencies = new Latencies();
    private final Latencies endings = new Latencies();
    private final Map<Integer, Integer> codes = new TreeMap<>();
    private String lastText = "";
    private int opened;
    private int ended;
    private long echoes;
    private long bytes;
    private long wrong;
    private long epoch;

    synchronized void opened() {
        opened++;
        notifyAll();
    }

    synchronized void ended(Ending ending) {
        ended++;
        codes.merge(ending.code(), 1, Integer::sum);
        lastText = ending.text();
        endings.add(ending.nanos() - epoch);
        notifyAll();
    }

    /** Something came back as it was sent, after so long. */
    synchronized void echoed(long nanos, long count) {
        echoes++;
        bytes += count;
        latencies.add(nanos);
        notifyAll();
    }

    synchronized void transferred(long count) {
        bytes += count;
    }

    /** Something came that was not sent. */
    synchronized void wrong() {
        wrong++;
        notifyAll();
    }

    /** From now on, latencies, echoes, bytes and endings are counted anew, and times of endings from here. */
    synchronized void restart() {
        latencies.clear();
        endings.clear();
        codes.clear();
        echoes = 0;
        bytes = 0;
        epoch = System.nanoTime();
    }

    synchronized int open() {
        return opened - ended;
    }

    synchronized int openedEver() {
        return opened;
    }

    synchronized int endedEver() {
        return ended;
    }

    synchronized long echoes() {
        return echoes;
    }

    synchronized long bytes() {
        return bytes;
    }

    synchronized long wrongs() {
        return wrong;
    }

    /** The time within which this share of the echoes came back, in milliseconds. */
    synchronized double echoMillis(double share) {
        return latencies.millis(share);
    }

    /** The time since the restart within which this share of the endings came, in milliseconds. */
    synchronized double endingMillis(double share) {
        return endings.millis(share);
    }

    /** How many sessions ended with which code since the restart. */
    synchronized Map<Integer, Integer> codes() {
        return new TreeMap<>(codes);
    }

    /** What the last Close frame said, or what broke. */
    synchronized String lastText() {
        return lastText;
    }

    /** Waits until the condition holds, which is looked at when something happens; false when it takes too long. */
    synchronized boolean await(BooleanSupplier condition, long seconds) throws InterruptedException {
        long deadline = System.nanoTime() + seconds * 1_000_000_000L;
        while (!condition.getAsBoolean()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
