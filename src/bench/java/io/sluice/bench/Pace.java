package io.sluice.bench;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How fast echoes came back.
 *
 * @param perSecond how many
 * @param p50 the median, in milliseconds
 * @param p99 the time within which 99 of 100 came back, in milliseconds
 */
record Pace(double perSecond, double p50, double p99) {
    /** Looks for so many seconds. */
    static Pace measured(Tally tally, int seconds) throws InterruptedException {
        tally.restart();
        long began = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        double taken = (System.nanoTime() - began) / 1e9;
        return new Pace(tally.echoes() / taken, tally.echoMillis(0.5), tally.echoMillis(0.99));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.0f echoes/s, p50 %.2f ms, p99 %.2f ms", perSecond, p50, p99);
    }
}
