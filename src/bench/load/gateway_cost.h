#ifndef GATEWAY_COST_H
#define GATEWAY_COST_H

#include <sys/types.h>

/* What a gateway has taken: all its processes together. */
struct cost {
    double cpu_seconds; /* user and system, of processes that have ended too */
    long resident_kib;
    int processes;
};

/* The cost so far of a process and its descendants; all zero for process 0. */
struct cost cost_of(pid_t root);

#endif
