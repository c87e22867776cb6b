#ifndef SOCKETS_H
#define SOCKETS_H

#include <stdbool.h>
#include <sys/types.h>

/* Says what has failed, and why, and ends the process. */
void die(const char *what);

/* Has as many descriptors as the system allows. */
void raise_descriptor_limit(void);

/* A listening socket at a port of loopback, without blocking. */
int listen_on(int port);

/* Has small writes sent at once. */
void send_at_once(int descriptor);

/*
 * Begins to connect to a port of loopback, without blocking; -1 when that cannot be.
 *
 * spread: from many addresses of loopback in turn, so that the ports of one do not run out
 */
int dial(int port, bool spread);

/* 0 once a socket that was dialled is connected, else the errno of what was wrong. */
int dial_error(int descriptor);

#endif
