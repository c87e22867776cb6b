#ifndef WEBSOCKET_H
#define WEBSOCKET_H

#include "options.h"

#include <stdint.h>

/* The client's side of the WebSocket protocol (RFC 6455), as far as a load needs it. */

#define LONGEST_FRAME_HEADER 14
#define CLOSE_OPCODE 8
#define PING_OPCODE 9
#define LONGEST_CONTROL_PAYLOAD 125
/* With its mask. */
#define LONGEST_PONG (6 + LONGEST_CONTROL_PAYLOAD)

/* The masked Close frame with code 1000. */
extern const unsigned char CLOSE_FRAME[8];

/* Writes the request that asks for a WebSocket; returns its length. */
size_t websocket_request(char *into, size_t room, const struct options *options);

/* Writes a masked binary message of so many bytes; returns the length of all, at most LONGEST_FRAME_HEADER more. */
size_t websocket_message(unsigned char *into, size_t payload);

/* Takes frames apart, whatever the pieces that they come in. */
struct frame_reader {
    unsigned char header[LONGEST_FRAME_HEADER];
    size_t header_length;
    uint64_t payload_left; /* of the frame that is being read */
    int opcode;
    unsigned char control[LONGEST_CONTROL_PAYLOAD]; /* payload of a control frame */
    size_t control_length;
};

/*
 * Reads on in these bytes, up to the end of a header or of a piece of payload. Returns how many bytes it has taken, and
 * in *data how many of them are payload of a data frame. The opcode is 8 once a Close frame has begun.
 */
size_t frame_reader_take(struct frame_reader *reader, const unsigned char *bytes, size_t count, size_t *data);

/* Whether what was taken last was the end of a Ping. */
bool frame_reader_ends_ping(const struct frame_reader *reader);

/* Writes the masked Pong that answers the Ping that was read last; returns its length. */
size_t websocket_pong(unsigned char *into, const struct frame_reader *reader);

#endif
