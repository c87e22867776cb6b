#include "report.h"

#include "clock.h"
#include "histogram.h"
#include "target.h"

#include <stdio.h>
#include <time.h>

#define MIB 1048576.0
#define GIB 1073741824.0

struct moment moment_now(const struct options *options) {
    struct timespec own;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &own);
    return (struct moment){
        .gateway = cost_of(options->gateway),
        .tally = clients_tally(),
        .target_received = target_received(),
        .clients_cpu_seconds = (double)own.tv_sec + (double)own.tv_nsec / 1e9,
        .target_cpu_seconds = target_cpu_seconds(),
        .nanos = now_nanos(),
    };
}

static double per(double amount, double count) {
    return count > 0 ? amount / count : 0;
}

static void print_latencies(void) {
    const struct histogram *latencies = clients_latencies();
    printf(",\"p50_us\":%.1f,\"p99_us\":%.1f,\"p999_us\":%.1f,\"max_us\":%.1f", histogram_micros(latencies, 0.5),
           histogram_micros(latencies, 0.99), histogram_micros(latencies, 0.999), histogram_micros(latencies, 1));
}

void report(const struct options *options, const struct moment *first, const struct moment *last,
            long resident_before_opening, double seconds_to_open) {
    double seconds = (double)(last->nanos - first->nanos) / 1e9;
    double cpu = last->gateway.cpu_seconds - first->gateway.cpu_seconds;
    double up = (double)(last->target_received - first->target_received);
    double down = (double)(last->tally.received - first->tally.received);
    double bytes = options->mode == UP ? up : options->mode == DOWN ? down : up + down;
    double round_trips = (double)(last->tally.round_trips - first->tally.round_trips);
    double handshakes = (double)(last->tally.handshakes - first->tally.handshakes);

    printf("{\"mode\":\"%s\",\"connections\":%d,\"size\":%zu,\"rate\":%.0f,\"tcp\":%s,\"tls\":%s,\"seconds\":%.3f",
           options->mode_name, options->connections, options->size, options->rate, options->tcp ? "true" : "false",
           options->tls ? "true" : "false", seconds);
    printf(",\"open\":%d,\"mib_s\":%.1f,\"cpu_s\":%.2f", last->tally.open, bytes / MIB / seconds, cpu);
    switch (options->mode) {
        case UP:
        case DOWN:
        case BOTH: printf(",\"cpu_s_per_gib\":%.3f", per(cpu, bytes / GIB)); break;
        case ECHO:
            printf(",\"round_trips_s\":%.0f,\"cpu_us_per_round_trip\":%.2f", round_trips / seconds,
                   per(cpu * 1e6, round_trips));
            print_latencies();
            break;
        case CONNECT:
            printf(",\"connects_s\":%.0f,\"cpu_us_per_connect\":%.1f", handshakes / seconds,
                   per(cpu * 1e6, handshakes));
            print_latencies();
            break;
        case IDLE:
            printf(",\"open_s\":%.2f,\"rss_before_kib\":%ld,\"rss_kib_per_connection\":%.2f", seconds_to_open,
                   resident_before_opening,
                   (double)(last->gateway.resident_kib - resident_before_opening) / options->connections);
            break;
    }
    printf(",\"rss_kib\":%ld,\"processes\":%d,\"clients_busy\":%.2f,\"target_busy\":%.2f}\n",
           last->gateway.resident_kib, last->gateway.processes,
           (last->clients_cpu_seconds - first->clients_cpu_seconds) / seconds,
           (last->target_cpu_seconds - first->target_cpu_seconds) / seconds);
}
