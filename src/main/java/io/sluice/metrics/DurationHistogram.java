package io.sluice.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** How many durations were how long. Recording neither locks nor allocates. Used from any thread. */
final class DurationHistogram {
    private final long[] bounds;

    /** By bucket; the last is of what is longer than all bounds. */
    private final LongAdder[] counts;

    private final LongAdder nanos = new LongAdder();

    /**
     * With nothing recorded.
     *
     * @param bounds of the buckets, each inclusive, ascending
     */
    DurationHistogram(Duration... bounds) {
        this.bounds = Arrays.stream(bounds).mapToLong(Duration::toNanos).toArray();
        this.counts = Stream.generate(LongAdder::new).limit(bounds.length + 1L).toArray(LongAdder[]::new);
    }

    void record(Duration duration) {
        long value = duration.toNanos();
        int found = Arrays.binarySearch(bounds, value);
        counts[found >= 0 ? found : -found - 1].increment();
        nanos.add(value);
    }

    /** The greatest duration of each bucket, in nanoseconds, without the last, which is of all longer ones. */
    long[] bounds() {
        return bounds.clone();
    }

    /** How many there were in each bucket: one more than there are bounds. */
    long[] counts() {
        return Arrays.stream(counts).mapToLong(LongAdder::sum).toArray();
    }

    /** All of them together, in nanoseconds. */
    long sum() {
        return nanos.sum();
    }
}
