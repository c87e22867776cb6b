#include "transport.h"

#include "sockets.h"

#include <errno.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

/* Several records at once; 16 KiB each at most. */
#define TLS_READ_BUFFER (64 << 10)
/* Above this, ports of a single address may run out. */
#define MANY_CONNECTIONS 2000

static const struct options *options;
static SSL_CTX *context;

void transport_prepare(const struct options *given) {
    options = given;
    if (!options->tls) {
        return;
    }
    context = SSL_CTX_new(TLS_client_method());
    if (context == NULL) {
        ERR_print_errors_fp(stderr);
        exit(1);
    }
    SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
    /* Thousands of idle connections shall not hold a buffer each. */
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE
                                  | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set_default_read_buffer_len(context, TLS_READ_BUFFER);
}

bool transport_dial(struct transport *transport) {
    bool spread = options->connections > MANY_CONNECTIONS || options->mode == CONNECT;
    transport->descriptor = dial(options->port, spread);
    transport->tls = NULL;
    return transport->descriptor >= 0;
}

enum progress transport_secure(struct transport *transport) {
    if (context == NULL) {
        return DONE;
    }
    if (transport->tls == NULL) {
        transport->tls = SSL_new(context);
        if (transport->tls == NULL || SSL_set_fd(transport->tls, transport->descriptor) != 1) {
            die("memory for TLS");
        }
        SSL_set_connect_state(transport->tls);
    }
    ERR_clear_error();
    int result = SSL_do_handshake(transport->tls);
    if (result == 1) {
        return DONE;
    }
    switch (SSL_get_error(transport->tls, result)) {
        case SSL_ERROR_WANT_READ: transport->wants = EPOLLIN; return WAITS;
        case SSL_ERROR_WANT_WRITE: transport->wants = EPOLLOUT; return WAITS;
        default: return BROKEN;
    }
}

/* What the result of SSL_read or SSL_write comes to. */
static ssize_t tls_result(struct transport *transport, int result, size_t count) {
    if (result == 1) {
        return (ssize_t)count;
    }
    switch (SSL_get_error(transport->tls, result)) {
        case SSL_ERROR_WANT_READ:
        case SSL_ERROR_WANT_WRITE: return 0;
        default: return -1;
    }
}

ssize_t transport_send(struct transport *transport, const void *bytes, size_t count) {
    if (transport->tls != NULL) {
        size_t taken = 0;
        ERR_clear_error();
        int result = SSL_write_ex(transport->tls, bytes, count, &taken);
        return tls_result(transport, result, taken);
    }
    ssize_t taken = send(transport->descriptor, bytes, count, MSG_NOSIGNAL);
    return taken >= 0 ? taken : errno == EAGAIN ? 0 : -1;
}

ssize_t transport_receive(struct transport *transport, void *into, size_t room) {
    if (transport->tls != NULL) {
        size_t come = 0;
        ERR_clear_error();
        int result = SSL_read_ex(transport->tls, into, room, &come);
        return tls_result(transport, result, come);
    }
    ssize_t come = recv(transport->descriptor, into, room, 0);
    return come > 0 ? come : come < 0 && errno == EAGAIN ? 0 : -1;
}

bool transport_holds_bytes(const struct transport *transport) {
    return transport->tls != NULL && SSL_has_pending(transport->tls);
}

void transport_close(struct transport *transport) {
    if (transport->tls != NULL) {
        ERR_clear_error();
        if (SSL_is_init_finished(transport->tls)) {
            SSL_shutdown(transport->tls);
        }
        SSL_free(transport->tls);
        transport->tls = NULL;
    }
    close(transport->descriptor);
    transport->descriptor = -1;
}
