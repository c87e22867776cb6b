#include "schedule.h"

#include "clock.h"
#include "sockets.h"

#include <sys/prctl.h>
#include <sys/timerfd.h>

static int timer;
static int64_t start;
static double interval;
static uint64_t next;

static void set_timer(int64_t moment) {
    struct itimerspec setting = {
        .it_value = {.tv_sec = moment / NANOS_PER_SECOND, .tv_nsec = moment % NANOS_PER_SECOND}};
    timerfd_settime(timer, TFD_TIMER_ABSTIME, &setting, NULL);
}

int schedule_start(double messages_a_second) {
    /* Else the kernel may wake us 50 microseconds late, to save power. */
    prctl(PR_SET_TIMERSLACK, 1);
    timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    if (timer < 0) {
        die("timer");
    }
    start = now_nanos();
    interval = (double)NANOS_PER_SECOND / messages_a_second;
    set_timer(start);
    return timer;
}

bool schedule_next(uint64_t *number) {
    if (schedule_due(next) > now_nanos()) {
        /* A timer that is set anew is not ready until then, so it need not be read. */
        set_timer(schedule_due(next));
        return false;
    }
    *number = next++;
    return true;
}

int64_t schedule_due(uint64_t number) {
    return start + (int64_t)((double)number * interval);
}
