#ifndef SCHEDULE_H
#define SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * When messages are due, at a fixed rate. A load that waits for answers asks less of a gateway that is slow just then,
 * and so does not see how slow it is (coordinated omission); one by a schedule asks on.
 */

/* Message 0 is due now. Returns a timer to wait for with epoll. */
int schedule_start(double messages_a_second);

/* Takes the next message that is due by now; false when there is none, and then the timer is set for the next. */
bool schedule_next(uint64_t *number);

/* When this message is or was due, as now_nanos tells it. */
int64_t schedule_due(uint64_t number);

#endif
