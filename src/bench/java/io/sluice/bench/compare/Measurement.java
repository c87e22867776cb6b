package io.sluice.bench.compare;

import java.util.Map;

/** What the load generator has told of one measurement. */
record Measurement(Map<String, Object> figures) {
    /** From here on a thread of the load generator had no time left: the throughput is its own, not the gateway's. */
    private static final double BUSY = 0.93;

    double value(Metric metric) {
        return number(metric.key());
    }

    boolean loadWasTheLimit() {
        return number("clients_busy") > BUSY || number("target_busy") > BUSY;
    }

    private double number(String key) {
        return figures.get(key) instanceof Number number ? number.doubleValue() : Double.NaN;
    }
}
