package io.sluice.bench;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * How fast echoes came back.
 *
 * @param perSecond how many
 * @param p50 the median, in milliseconds
 * @param p99 the time within which 99 of 100 came back, in milliseconds
 * @param cpuMicros the gateway's processor time for each, in microseconds
 */
record Pace(double perSecond, double p50, double p99, double cpuMicros) {
    /** Looks for so many seconds. */
    static Pace measured(Tally tally, GatewayMeter meter, int seconds) throws IOException, InterruptedException {
        tally.restart();
        double used = meter.cpu();
        long began = System.nanoTime();
        TimeUnit.SECONDS.sleep(seconds);
        double taken = (System.nanoTime() - began) / 1e9;
        long echoes = tally.echoes();
        double cpuMicros = (meter.cpu() - used) * 1e6 / Math.max(1, echoes);
        return new Pace(echoes / taken, tally.echoMillis(0.5), tally.echoMillis(0.99), cpuMicros);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%.0f echoes/s, p50 %.2f ms, p99 %.2f ms, %.1f us CPU each",
                perSecond,
                p50,
                p99,
                cpuMicros);
    }
}
