#ifndef CLIENTS_H
#define CLIENTS_H

#include "histogram.h"
#include "options.h"

/* All clients together, on the thread that calls. */

struct tally {
    uint64_t received; /* bytes of payload */
    uint64_t round_trips;
    uint64_t handshakes;
    int open;   /* now */
    int failed; /* could not be opened, or were ended by the gateway */
};

/* Once, before any other; the options stay in use. */
void clients_prepare(const struct options *options);

/* Opens all connections, each of which begins with its load at once. False when not all could be opened. */
bool clients_open(void);

/* Goes on with the load until a moment, as now_nanos tells it. */
void clients_run_until(int64_t moment);

/* From now on latencies are recorded: of what is asked, or due, after this moment. */
void clients_begin_recording(void);

/* With --rate: what was due and is not answered yet counts with the time that it has waited so far. */
void clients_record_unanswered(void);

struct tally clients_tally(void);

const struct histogram *clients_latencies(void);

/* Why the first client failed, or NULL. */
const char *clients_first_failure(void);

#endif
