#ifndef CLOCK_H
#define CLOCK_H

#include <stdint.h>
#include <time.h>

#define NANOS_PER_SECOND 1000000000LL

/* Nanoseconds since some moment in the past; never goes back. */
static inline int64_t now_nanos(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * NANOS_PER_SECOND + time.tv_nsec;
}

static inline int64_t nanos_of(double seconds) {
    return (int64_t)(seconds * NANOS_PER_SECOND);
}

#endif
