#include "clients.h"

#include "clock.h"
#include "schedule.h"
#include "sockets.h"
#include "transport.h"
#include "websocket.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>

#define EVENTS 512
#define RECEIVE_BUFFER (1 << 20)
#define SENDS_A_TURN 8
#define RESPONSE 1024
/* So many are opened at a time: a listen queue of 50 is common, and what does not fit is tried again a second later. */
#define WAVE 40
#define WAVE_SECONDS 20
#define WITHOUT_END UINT64_MAX

enum phase { CONNECTING, SECURING, UPGRADING, OPEN, ENDED };

struct client {
    struct transport transport;
    enum phase phase;
    uint32_t watched;         /* epoll events */
    char response[RESPONSE];  /* to the handshake, as far as it has come */
    size_t response_length;
    struct frame_reader reader;
    uint64_t messages_unsent; /* that it should send now; the first of them may have been sent in part */
    size_t message_sent;      /* bytes of that one */
    uint64_t answered;        /* messages that have come back */
    size_t answer;            /* bytes of the answer that is coming back */
    int64_t began;            /* when it began to connect, or has sent what shall come back */
};

static const struct options *options;
static struct client *clients;
static int events_of;
static struct tally tally;
static struct histogram latencies;
static int64_t recording_since = INT64_MAX;
static unsigned char *message;
static size_t message_length;
static char first_failure[160];

static bool paced(void) {
    return options->rate > 0;
}

static void watch(struct client *client, uint32_t events) {
    if (client->watched != events) {
        struct epoll_event event = {.events = events, .data.ptr = client};
        epoll_ctl(events_of, EPOLL_CTL_MOD, client->transport.descriptor, &event);
        client->watched = events;
    }
}

static void begin(struct client *client) {
    memset(client, 0, sizeof *client);
    client->began = now_nanos();
    if (!transport_dial(&client->transport)) {
        client->phase = ENDED;
        tally.failed++;
        return;
    }
    client->watched = EPOLLOUT;
    struct epoll_event event = {.events = client->watched, .data.ptr = client};
    epoll_ctl(events_of, EPOLL_CTL_ADD, client->transport.descriptor, &event);
}

static void end(struct client *client) {
    if (client->phase == OPEN) {
        tally.open--;
    }
    client->phase = ENDED;
    transport_close(&client->transport);
}

__attribute__((format(printf, 2, 3))) static void fail(struct client *client, const char *why, ...) {
    if (*first_failure == 0) {
        va_list values;
        va_start(values, why);
        vsnprintf(first_failure, sizeof first_failure, why, values);
        va_end(values);
    }
    tally.failed++;
    end(client);
}

/* Sends of what it should send as much as there is room for, but lets others have their turn. */
static void send_messages(struct client *client) {
    for (int turn = 0; turn < SENDS_A_TURN && client->messages_unsent > 0; turn++) {
        ssize_t taken = transport_send(&client->transport, message + client->message_sent,
                                       message_length - client->message_sent);
        if (taken < 0) {
            fail(client, "the gateway ended the connection");
            return;
        }
        if (taken == 0) {
            break;
        }
        client->message_sent += (size_t)taken;
        if (client->message_sent == message_length) {
            client->message_sent = 0;
            client->messages_unsent--;
        }
    }
    watch(client, client->messages_unsent > 0 ? EPOLLIN | EPOLLOUT : EPOLLIN);
}

static void ask(struct client *client) {
    client->began = now_nanos();
    client->messages_unsent = 1;
    send_messages(client);
}

static void opened(struct client *client) {
    client->phase = OPEN;
    tally.open++;
    tally.handshakes++;
    if (options->mode == UP || options->mode == BOTH) {
        client->messages_unsent = WITHOUT_END;
        watch(client, EPOLLIN | EPOLLOUT);
    } else if (options->mode == DOWN || paced()) {
        watch(client, EPOLLIN);
    } else if (options->mode == CONNECT) {
        /* What is timed began with the connection. */
        client->messages_unsent = 1;
        send_messages(client);
    } else {
        ask(client);
    }
}

static void record(int64_t asked) {
    if (asked >= recording_since) {
        histogram_add(&latencies, now_nanos() - asked);
    }
}

static int64_t due(const struct client *client, uint64_t turn) {
    return schedule_due(turn * (uint64_t)options->connections + (uint64_t)(client - clients));
}

static void answered(struct client *client) {
    tally.round_trips++;
    record(paced() ? due(client, client->answered) : client->began);
    client->answered++;
    if (options->mode == ECHO && !paced()) {
        ask(client);
    } else if (options->mode == CONNECT) {
        if (!options->tcp) {
            transport_send(&client->transport, CLOSE_FRAME, sizeof CLOSE_FRAME);
        }
        end(client);
        begin(client);
    }
}

static void received_data(struct client *client, size_t count) {
    tally.received += count;
    if (options->mode == UP || options->mode == DOWN || options->mode == BOTH) {
        return;
    }
    client->answer += count;
    while (client->answer >= options->size && client->phase == OPEN) {
        client->answer -= options->size;
        answered(client);
    }
}

/* In the middle of a message there is no place for a Pong; the message is a sign of life too. */
static void answer_ping(struct client *client) {
    unsigned char pong[LONGEST_PONG];
    if (client->message_sent == 0) {
        transport_send(&client->transport, pong, websocket_pong(pong, &client->reader));
    }
}

static void received(struct client *client, const unsigned char *bytes, size_t count) {
    if (options->tcp) {
        received_data(client, count);
        return;
    }
    while (count > 0 && client->phase == OPEN) {
        size_t data, taken = frame_reader_take(&client->reader, bytes, count, &data);
        bytes += taken;
        count -= taken;
        if (client->reader.opcode == CLOSE_OPCODE) {
            fail(client, "the gateway closed the WebSocket");
        } else if (frame_reader_ends_ping(&client->reader)) {
            answer_ping(client);
        } else if (data > 0) {
            received_data(client, data);
        }
    }
}

static void receive(struct client *client) {
    static unsigned char buffer[RECEIVE_BUFFER];
    do {
        ssize_t count = transport_receive(&client->transport, buffer, sizeof buffer);
        if (count < 0) {
            fail(client, "the gateway ended the connection");
        } else if (count == 0) {
            return;
        } else {
            received(client, buffer, (size_t)count);
        }
    } while (client->phase == OPEN && transport_holds_bytes(&client->transport));
}

/* TCP and TLS are there. */
static void upgrade(struct client *client) {
    char request[512];
    if (options->tcp) {
        opened(client);
        return;
    }
    size_t length = websocket_request(request, sizeof request, options);
    if (transport_send(&client->transport, request, length) != (ssize_t)length) {
        fail(client, "the handshake could not be sent");
        return;
    }
    client->phase = UPGRADING;
    watch(client, EPOLLIN);
}

static void receive_response(struct client *client) {
    char *into = client->response + client->response_length;
    ssize_t count = transport_receive(&client->transport, into, RESPONSE - 1 - client->response_length);
    if (count < 0) {
        fail(client, "the gateway ended the connection during the handshake");
        return;
    }
    client->response_length += (size_t)count;
    char *end_of_head = strstr(client->response, "\r\n\r\n");
    if (end_of_head == NULL) {
        if (client->response_length == RESPONSE - 1) {
            fail(client, "the handshake's response is too long");
        }
        return;
    }
    if (strncmp(client->response, "HTTP/1.1 101", 12) != 0) {
        fail(client, "handshake refused: %.*s", (int)strcspn(client->response, "\r"), client->response);
        return;
    }
    /* The first frame may have come with it. */
    unsigned char rest[RESPONSE];
    size_t head = (size_t)(end_of_head + 4 - client->response), rest_length = client->response_length - head;
    memcpy(rest, client->response + head, rest_length);
    opened(client);
    received(client, rest, rest_length);
    if (client->phase == OPEN && transport_holds_bytes(&client->transport)) {
        receive(client);
    }
}

static void secure(struct client *client) {
    switch (transport_secure(&client->transport)) {
        case DONE: upgrade(client); break;
        case WAITS: watch(client, client->transport.wants); break;
        case BROKEN: fail(client, "the TLS handshake failed"); break;
    }
}

static void on_events(struct client *client, uint32_t events) {
    switch (client->phase) {
        case CONNECTING: {
            int error = dial_error(client->transport.descriptor);
            if (error != 0) {
                fail(client, "no connection: %s", strerror(error));
                return;
            }
            client->phase = SECURING;
            secure(client);
            return;
        }
        case SECURING: secure(client); return;
        case UPGRADING: receive_response(client); return;
        case OPEN:
            if (events & (EPOLLIN | EPOLLHUP | EPOLLERR)) {
                receive(client);
            }
            if (client->phase == OPEN && (events & EPOLLOUT)) {
                send_messages(client);
            }
            return;
        case ENDED: return;
    }
}

/* Sends every message whose time has come, whether the one before has been answered or not. */
static void send_due(void) {
    for (uint64_t number; schedule_next(&number);) {
        struct client *client = &clients[number % (uint64_t)options->connections];
        if (client->phase == OPEN) {
            client->messages_unsent++;
            send_messages(client);
        }
    }
}

void clients_prepare(const struct options *given) {
    options = given;
    clients = calloc((size_t)options->connections, sizeof *clients);
    message = malloc(options->size + LONGEST_FRAME_HEADER);
    if (clients == NULL || message == NULL) {
        die("memory for the clients");
    }
    message_length = websocket_message(message, options->size);
    if (options->tcp) {
        message_length = options->size; /* any bytes will do */
    }
    transport_prepare(options);
    events_of = epoll_create1(EPOLL_CLOEXEC);
}

static bool wave_is_complete(int begun) {
    return tally.open + tally.failed >= begun || options->mode == CONNECT;
}

bool clients_open(void) {
    for (int index = 0; index < options->connections; index++) {
        begin(&clients[index]);
        if (index % WAVE == WAVE - 1 || index == options->connections - 1) {
            int64_t limit = now_nanos() + nanos_of(WAVE_SECONDS);
            while (!wave_is_complete(index + 1) && now_nanos() < limit) {
                clients_run_until(now_nanos() + nanos_of(0.002));
            }
        }
    }
    if (paced()) {
        int timer = schedule_start(options->rate);
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL};
        epoll_ctl(events_of, EPOLL_CTL_ADD, timer, &event);
    }
    return tally.failed == 0 && (options->mode == CONNECT || tally.open == options->connections);
}

void clients_run_until(int64_t moment) {
    struct epoll_event events[EVENTS];
    for (int64_t now; (now = now_nanos()) < moment;) {
        int count = epoll_wait(events_of, events, EVENTS, (int)((moment - now) / 1000000) + 1);
        for (int index = 0; index < count; index++) {
            if (events[index].data.ptr == NULL) {
                send_due();
            } else {
                on_events(events[index].data.ptr, events[index].events);
            }
        }
    }
}

void clients_begin_recording(void) {
    histogram_clear(&latencies);
    recording_since = now_nanos();
}

void clients_record_unanswered(void) {
    if (!paced()) {
        return;
    }
    int64_t now = now_nanos();
    for (int index = 0; index < options->connections; index++) {
        for (uint64_t turn = clients[index].answered; due(&clients[index], turn) < now; turn++) {
            record(due(&clients[index], turn));
        }
    }
}

struct tally clients_tally(void) {
    return tally;
}

const struct histogram *clients_latencies(void) {
    return &latencies;
}

const char *clients_first_failure(void) {
    return *first_failure == 0 ? NULL : first_failure;
}
