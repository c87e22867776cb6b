#define _GNU_SOURCE
#include "target.h"

#include "sockets.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define EVENTS 512
#define BUFFER (1 << 20)
/* What one connection is sent before it is another's turn. */
#define TURN (1 << 20)

static const struct options *options;
static int listener;
static int events_of;
static pthread_t thread;
static char *sent;
static char *buffer;
static atomic_ullong received;

static bool sends(void) {
    return options->mode == DOWN || options->mode == BOTH;
}

static bool echoes(void) {
    return options->mode == ECHO || options->mode == CONNECT || options->mode == IDLE;
}

static void watch(int descriptor, uint32_t events) {
    struct epoll_event event = {.events = events, .data.fd = descriptor};
    epoll_ctl(events_of, EPOLL_CTL_ADD, descriptor, &event);
}

static void accept_all(void) {
    for (int descriptor; (descriptor = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) {
        send_at_once(descriptor);
        watch(descriptor, sends() ? EPOLLIN | EPOLLOUT : EPOLLIN);
    }
}

static void send_a_turn(int descriptor) {
    for (size_t turn = 0; turn < TURN;) {
        ssize_t taken = send(descriptor, sent, options->size, MSG_NOSIGNAL);
        if (taken <= 0) {
            return;
        }
        turn += (size_t)taken;
    }
}

static void send_back(int descriptor, size_t count) {
    for (size_t done = 0; done < count;) {
        ssize_t taken = send(descriptor, buffer + done, count - done, MSG_NOSIGNAL);
        if (taken > 0) {
            done += (size_t)taken;
        } else if (errno == EAGAIN) {
            struct pollfd room = {.fd = descriptor, .events = POLLOUT};
            poll(&room, 1, -1);
        } else {
            return;
        }
    }
}

static void receive(int descriptor) {
    ssize_t count = recv(descriptor, buffer, BUFFER, 0);
    if (count > 0) {
        atomic_fetch_add(&received, (unsigned long long)count);
        if (echoes()) {
            send_back(descriptor, (size_t)count);
        }
    } else if (count == 0 || errno != EAGAIN) {
        close(descriptor);
    }
}

static void *serve(void *unused) {
    struct epoll_event events[EVENTS];
    (void)unused;
    for (;;) {
        int count = epoll_wait(events_of, events, EVENTS, -1);
        for (int index = 0; index < count; index++) {
            int descriptor = events[index].data.fd;
            if (descriptor == listener) {
                accept_all();
                continue;
            }
            if (sends() && (events[index].events & EPOLLOUT)) {
                send_a_turn(descriptor);
            }
            if (events[index].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
                receive(descriptor);
            }
        }
    }
    return NULL;
}

void target_start(const struct options *given) {
    options = given;
    buffer = malloc(BUFFER);
    sent = malloc(options->size);
    if (buffer == NULL || sent == NULL) {
        die("memory for the target");
    }
    /* Bytes that no compression makes smaller. */
    for (size_t index = 0; index < options->size; index++) {
        sent[index] = (char)((uint32_t)index * 2654435761U >> 13);
    }
    events_of = epoll_create1(EPOLL_CLOEXEC);
    listener = listen_on(options->target_port);
    watch(listener, EPOLLIN);
    if (pthread_create(&thread, NULL, serve, NULL) != 0) {
        die("the target's thread");
    }
}

uint64_t target_received(void) {
    return atomic_load(&received);
}

double target_cpu_seconds(void) {
    clockid_t clock;
    struct timespec time = {0};
    if (pthread_getcpuclockid(thread, &clock) == 0) {
        clock_gettime(clock, &time);
    }
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}
