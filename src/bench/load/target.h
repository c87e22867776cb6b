#ifndef TARGET_H
#define TARGET_H

#include "options.h"

#include <stdint.h>

/*
 * The TCP server that the gateway leads to, on a thread of its own: it swallows what arrives (up), sends as fast as it
 * can (down), does both, or sends back what it gets. Listens when this returns.
 */
void target_start(const struct options *options);

/* Bytes that have arrived so far. */
uint64_t target_received(void);

/* Seconds of CPU time that the target's thread has taken so far. */
double target_cpu_seconds(void);

#endif
