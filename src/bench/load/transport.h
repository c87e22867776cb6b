#ifndef TRANSPORT_H
#define TRANSPORT_H

#include "options.h"

#include <stdint.h>

/* A client's connection to the gateway: a TCP socket that does not block, with TLS on it or not. */
struct transport {
    int descriptor;
    struct ssl_st *tls; /* NULL without */
    uint32_t wants;     /* the epoll events that a handshake goes on with */
};

enum progress { DONE, WAITS, BROKEN };

/* Once, before any other; the options stay in use. */
void transport_prepare(const struct options *options);

/* Begins to connect; false when that cannot be. Goes on when it can be written to. */
bool transport_dial(struct transport *transport);

/* After the TCP connection is there: does what can be done of the TLS handshake, at once done without TLS. */
enum progress transport_secure(struct transport *transport);

/* How many bytes were taken; 0 when there is no room now, -1 when the connection is broken. */
ssize_t transport_send(struct transport *transport, const void *bytes, size_t count);

/* How many bytes have come; 0 when there are none now, -1 when the connection has ended. */
ssize_t transport_receive(struct transport *transport, void *into, size_t room);

/* Whether bytes have come that epoll does not know of, because they are in the TLS library already. */
bool transport_holds_bytes(const struct transport *transport);

/* Says farewell in TLS, if that is used, and closes. */
void transport_close(struct transport *transport);

#endif
