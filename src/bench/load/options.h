#ifndef OPTIONS_H
#define OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* What the clients and the target do with their connections. */
enum mode { UP, DOWN, BOTH, ECHO, CONNECT, IDLE };

struct options {
    enum mode mode;
    const char *mode_name;
    bool tcp; /* the clients speak plain TCP: the gateway is a relay that knows nothing of WebSocket */
    bool tls; /* the clients speak TLS to the gateway */
    int port;
    int target_port;
    const char *path;
    const char *protocol; /* a WebSocket subprotocol to offer, or NULL */
    pid_t gateway;        /* whose cost is counted, with all its descendants; 0: nobody's */
    int connections;
    size_t size; /* of a message, in bytes */
    double seconds;
    double warmup; /* seconds of the same load before what counts */
    double rate;   /* echo only: messages a second of all connections together; 0: each as fast as it can */
};

/* Reads the command line; ends the process with code 2 and a message when it is wrong. */
struct options options_of(int argc, char **argv);

#endif
