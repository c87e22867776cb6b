package io.sluice.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * Whether a figure grows: the average of the first third of all samples, and that of the last.
 *
 * @param first in KiB
 * @param last in KiB
 */
record Trend(long first, long last) {
    /** Of at least three samples. */
    static Trend of(List<Figures> samples, ToLongFunction<Figures> figure) {
        int third = samples.size() / 3;
        return new Trend(
                average(samples.subList(0, third), figure),
                average(samples.subList(samples.size() - third, samples.size()), figure));
    }

    private static long average(List<Figures> samples, ToLongFunction<Figures> figure) {
        return Math.round(samples.stream().mapToLong(figure).average().orElseThrow());
    }

    long growth() {
        return last - first;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "first third %d KiB, last third %d KiB, growth %+d KiB", first, last, growth());
    }
}
