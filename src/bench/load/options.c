#include "options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const USAGE =
    "load MODE --port PORT --target-port PORT [OPTION]...\n"
    "\n"
    "Plays both ends of a WebSocket-to-TCP gateway on loopback, and prints what passed as one JSON object.\n"
    "\n"
    "  MODE up        clients send binary messages, the target counts what arrives\n"
    "       down      the target sends, clients count\n"
    "       both      up and down at once\n"
    "       echo      each client sends a message when the one before has come back; with --rate, by a clock\n"
    "       connect   connect, handshake, a byte there and back, close; as often as possible\n"
    "       idle      opens all connections, has a byte echoed on each, and waits\n"
    "\n"
    "  --port PORT         of the gateway\n"
    "  --target-port PORT  where the target listens: where the gateway leads to\n"
    "  --path PATH         of the WebSocket (/)\n"
    "  --protocol NAME     a WebSocket subprotocol to offer\n"
    "  --tcp               no WebSocket: the gateway relays plain TCP\n"
    "  --tls               TLS to the gateway, whatever its certificate\n"
    "  --pid PID           of the gateway: its CPU time and memory are counted, with all its descendants\n"
    "  --connections N     at once (1)\n"
    "  --size BYTES        of a message; of one write of the target (32768)\n"
    "  --seconds S         how long it counts (5)\n"
    "  --warmup S          how long the same load runs before that (1)\n"
    "  --rate N            echo: so many messages a second in all, each timed from the moment it was due\n";

static void refuse(const char *problem, const char *value) {
    fprintf(stderr, "load: %s%s\nTry: load --help\n", problem, value);
    exit(2);
}

static double positive(const char *option, const char *text) {
    char *end;
    double value = strtod(text, &end);
    if (*text == 0 || *end != 0 || !(value >= 0)) {
        fprintf(stderr, "load: --%s %s: expected a number, 0 or more\n", option, text);
        exit(2);
    }
    return value;
}

static void choose_mode(struct options *options, const char *name) {
    static const char *const NAMES[] = {"up", "down", "both", "echo", "connect", "idle"};
    for (size_t index = 0; index < sizeof NAMES / sizeof *NAMES; index++) {
        if (strcmp(name, NAMES[index]) == 0) {
            options->mode = (enum mode)index;
            options->mode_name = NAMES[index];
            return;
        }
    }
    refuse("unknown mode ", name);
}

static void check(struct options *options) {
    if (options->port < 1 || options->port > 65535 || options->target_port < 1 || options->target_port > 65535) {
        refuse("--port and --target-port are needed, from 1 to 65535", "");
    }
    if (options->connections < 1 || options->size < 1) {
        refuse("--connections and --size are at least 1", "");
    }
    if (options->rate > 0 && options->mode != ECHO) {
        refuse("--rate is for echo, not for ", options->mode_name);
    }
    if (options->mode == CONNECT || options->mode == IDLE) {
        options->size = 1;
    }
}

struct options options_of(int argc, char **argv) {
    static const struct option KNOWN[] = {
        {"help", no_argument, NULL, 'h'},
        {"tcp", no_argument, NULL, 't'},
        {"tls", no_argument, NULL, 'e'},
        {"path", required_argument, NULL, 'p'},
        {"protocol", required_argument, NULL, 'o'},
        {"port", required_argument, NULL, 'g'},
        {"target-port", required_argument, NULL, 'd'},
        {"pid", required_argument, NULL, 'i'},
        {"connections", required_argument, NULL, 'c'},
        {"size", required_argument, NULL, 's'},
        {"seconds", required_argument, NULL, 'l'},
        {"warmup", required_argument, NULL, 'w'},
        {"rate", required_argument, NULL, 'r'},
        {NULL, 0, NULL, 0},
    };
    struct options options = {.path = "/", .connections = 1, .size = 32768, .seconds = 5, .warmup = 1};
    int found, index;
    while ((found = getopt_long(argc, argv, "", KNOWN, &index)) != -1) {
        switch (found) {
            case 'h': fputs(USAGE, stdout); exit(0);
            case 't': options.tcp = true; break;
            case 'e': options.tls = true; break;
            case 'p': options.path = optarg; break;
            case 'o': options.protocol = optarg; break;
            case 'g': options.port = (int)positive(KNOWN[index].name, optarg); break;
            case 'd': options.target_port = (int)positive(KNOWN[index].name, optarg); break;
            case 'i': options.gateway = (pid_t)positive(KNOWN[index].name, optarg); break;
            case 'c': options.connections = (int)positive(KNOWN[index].name, optarg); break;
            case 's': options.size = (size_t)positive(KNOWN[index].name, optarg); break;
            case 'l': options.seconds = positive(KNOWN[index].name, optarg); break;
            case 'w': options.warmup = positive(KNOWN[index].name, optarg); break;
            case 'r': options.rate = positive(KNOWN[index].name, optarg); break;
            default: exit(2); /* getopt has said what is wrong */
        }
    }
    if (optind + 1 != argc) {
        refuse("expected exactly one mode", "");
    }
    choose_mode(&options, argv[optind]);
    check(&options);
    return options;
}
