#ifndef REPORT_H
#define REPORT_H

#include "clients.h"
#include "gateway_cost.h"
#include "options.h"

#include <stdint.h>

/* All that is counted, as it stands at one moment. */
struct moment {
    int64_t nanos;
    struct tally tally;
    uint64_t target_received;
    struct cost gateway;
    double clients_cpu_seconds; /* of the clients' thread */
    double target_cpu_seconds;  /* of the target's thread */
};

struct moment moment_now(const struct options *options);

/* Prints what happened between two moments as one JSON object. */
void report(const struct options *options, const struct moment *first, const struct moment *last,
            long resident_before_opening, double seconds_to_open);

#endif
