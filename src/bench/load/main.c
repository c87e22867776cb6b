/*
 * One meter for every WebSocket-to-TCP gateway. It plays both ends, the TCP target and the clients, so that whatever
 * stands between them is measured as a black box, and counts what that takes of the machine.
 */
#include "clients.h"
#include "clock.h"
#include "gateway_cost.h"
#include "options.h"
#include "report.h"
#include "sockets.h"
#include "target.h"

#include <signal.h>
#include <stdio.h>

#define SECONDS_TO_SETTLE 2

int main(int argc, char **argv) {
    struct options options = options_of(argc, argv);
    signal(SIGPIPE, SIG_IGN);
    raise_descriptor_limit();
    target_start(&options);
    clients_prepare(&options);

    struct cost before_opening = cost_of(options.gateway);
    int64_t began = now_nanos();
    if (!clients_open()) {
        const char *why = clients_first_failure();
        fprintf(stderr, "load: %d of %d connections opened: %s\n", clients_tally().open, options.connections,
                why == NULL ? "the gateway does not answer" : why);
        return 1;
    }
    double seconds_to_open = (double)(now_nanos() - began) / 1e9;
    clients_run_until(now_nanos() + nanos_of(options.mode == IDLE ? SECONDS_TO_SETTLE : options.warmup));

    clients_begin_recording();
    struct moment first = moment_now(&options);
    clients_run_until(first.nanos + nanos_of(options.seconds));
    struct moment last = moment_now(&options);
    clients_record_unanswered();

    if (last.tally.failed > first.tally.failed || first.tally.failed > 0) {
        fprintf(stderr, "load: %d connections failed: %s\n", last.tally.failed, clients_first_failure());
        return 1;
    }
    report(&options, &first, &last, before_opening.resident_kib, seconds_to_open);
    return 0;
}
