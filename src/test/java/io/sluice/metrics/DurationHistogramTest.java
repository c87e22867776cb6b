package io.sluice.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Each duration is counted in the first bucket that it fits into. */
final class DurationHistogramTest {
    private final DurationHistogram histogram = new DurationHistogram(Duration.ofMillis(1), Duration.ofSeconds(1));

    @Test
    void bounds_belong_to_their_buckets() {
        histogram.record(Duration.ZERO);
        histogram.record(Duration.ofMillis(1));
        histogram.record(Duration.ofMillis(1).plusNanos(1));
        histogram.record(Duration.ofSeconds(1));
        histogram.record(Duration.ofSeconds(1).plusNanos(1));
        histogram.record(Duration.ofDays(3650));
        assertArrayEquals(new long[] {2, 2, 2}, histogram.counts());
        assertArrayEquals(new long[] {1_000_000, 1_000_000_000}, histogram.bounds());
    }

    @Test
    void all_are_summed_up() {
        assertEquals(0, histogram.sum());
        assertArrayEquals(new long[] {0, 0, 0}, histogram.counts());
        histogram.record(Duration.ofMillis(3));
        histogram.record(Duration.ofSeconds(2));
        assertEquals(2_003_000_000L, histogram.sum());
    }
}
