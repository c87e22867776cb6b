#include "histogram.h"

#include <string.h>

#define DETAIL_BITS 7
#define DETAIL (1 << DETAIL_BITS)

static unsigned bucket_of(int64_t nanos) {
    if (nanos < DETAIL) {
        return nanos < 0 ? 0 : (unsigned)nanos;
    }
    int shift = 63 - __builtin_clzll((unsigned long long)nanos) - DETAIL_BITS;
    unsigned bucket = ((unsigned)shift << DETAIL_BITS) + (unsigned)(nanos >> shift);
    return bucket < HISTOGRAM_BUCKETS ? bucket : HISTOGRAM_BUCKETS - 1;
}

/* The middle of a bucket, in nanoseconds. */
static double value_of(unsigned bucket) {
    if (bucket < 2 * DETAIL) {
        return bucket;
    }
    unsigned shift = (bucket >> DETAIL_BITS) - 1;
    return ((double)(bucket & (DETAIL - 1)) + DETAIL + 0.5) * (double)(1ULL << shift);
}

void histogram_clear(struct histogram *histogram) {
    memset(histogram, 0, sizeof *histogram);
}

void histogram_add(struct histogram *histogram, int64_t nanos) {
    histogram->buckets[bucket_of(nanos)]++;
    histogram->count++;
    if (nanos > histogram->largest) {
        histogram->largest = nanos;
    }
}

double histogram_micros(const struct histogram *histogram, double share) {
    if (histogram->count == 0) {
        return 0;
    }
    if (share >= 1) {
        return (double)histogram->largest / 1000;
    }
    uint64_t wanted = (uint64_t)((double)(histogram->count - 1) * share) + 1, seen = 0;
    unsigned bucket = 0;
    for (; bucket < HISTOGRAM_BUCKETS - 1; bucket++) {
        seen += histogram->buckets[bucket];
        if (seen >= wanted) {
            break;
        }
    }
    return value_of(bucket) / 1000;
}
