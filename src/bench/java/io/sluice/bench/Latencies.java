package io.sluice.bench;

import java.util.Arrays;

/** How long things took. Not thread-safe. */
final class Latencies {
    private long[] nanos = new long[1024];
    private int count;

    void add(long taken) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, count * 2);
        }
        nanos[count++] = taken;
    }

    int count() {
        return count;
    }

    /** The time within which this share (0 to 1) of all was done, in milliseconds; 0 when there is none. */
    double millis(double share) {
        if (count == 0) {
            return 0;
        }
        Arrays.sort(nanos, 0, count);
        int index = (int) Math.ceil(share * count) - 1;
        return nanos[Math.max(0, index)] / 1e6;
    }

    void clear() {
        count = 0;
    }
}
