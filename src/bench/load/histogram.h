#ifndef HISTOGRAM_H
#define HISTOGRAM_H

#include <stdint.h>

/*
 * Counts durations in buckets that get wider with the duration, as an HDR histogram does: 128 for each power of two,
 * so that a percentile is exact to one percent from a nanosecond to a minute, in 32 KiB whatever the number of values.
 */
#define HISTOGRAM_BUCKETS 4096

struct histogram {
    uint64_t buckets[HISTOGRAM_BUCKETS];
    uint64_t count;
    int64_t largest;
};

void histogram_clear(struct histogram *histogram);

void histogram_add(struct histogram *histogram, int64_t nanos);

/* The duration, in microseconds, that this share (0 to 1) of all values did not exceed; 0 when there are none. */
double histogram_micros(const struct histogram *histogram, double share);

#endif
