#include "websocket.h"

#include <stdio.h>
#include <string.h>

#define FINAL_BINARY 0x82
#define FINAL_PONG 0x8a
#define MASKED 0x80
#define LENGTH_16 126
#define LENGTH_64 127

static const unsigned char MASK[4] = {0x37, 0xfa, 0x21, 0x3d};

const unsigned char CLOSE_FRAME[8] = {0x88, 0x82, 1, 2, 3, 4, 0x03 ^ 1, 0xe8 ^ 2};

size_t websocket_request(char *into, size_t room, const struct options *options) {
    const char *scheme = options->tls ? "https" : "http";
    int length = snprintf(into, room,
                          "GET %s HTTP/1.1\r\n"
                          "Host: 127.0.0.1:%d\r\n"
                          "Upgrade: websocket\r\n"
                          "Connection: Upgrade\r\n"
                          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                          "Sec-WebSocket-Version: 13\r\n"
                          "%s%s%s"
                          "Origin: %s://127.0.0.1:%d\r\n"
                          "\r\n",
                          options->path, options->port, options->protocol ? "Sec-WebSocket-Protocol: " : "",
                          options->protocol ? options->protocol : "", options->protocol ? "\r\n" : "", scheme,
                          options->port);
    return (size_t)length < room ? (size_t)length : room - 1;
}

size_t websocket_message(unsigned char *into, size_t payload) {
    size_t length = 0, length_bytes = payload < LENGTH_16 ? 0 : payload < 65536 ? 2 : 8;
    into[length++] = FINAL_BINARY;
    into[length++] =
        MASKED | (unsigned char)(length_bytes == 0 ? payload : length_bytes == 2 ? LENGTH_16 : LENGTH_64);
    for (size_t left = length_bytes; left > 0; left--) {
        into[length++] = (unsigned char)((uint64_t)payload >> (8 * (left - 1)));
    }
    memcpy(into + length, MASK, sizeof MASK);
    length += sizeof MASK;
    for (size_t index = 0; index < payload; index++) {
        into[length + index] = (unsigned char)(index * 31) ^ MASK[index % sizeof MASK];
    }
    return length + payload;
}

/* How long the header is, as far as that can be said yet. A server does not mask. */
static size_t header_wanted(const struct frame_reader *reader) {
    if (reader->header_length < 2) {
        return 2;
    }
    int length = reader->header[1] & 127;
    return length == LENGTH_16 ? 4 : length == LENGTH_64 ? 10 : 2;
}

static uint64_t payload_length(const struct frame_reader *reader) {
    size_t wanted = header_wanted(reader);
    if (wanted == 2) {
        return reader->header[1] & 127;
    }
    uint64_t length = 0;
    for (size_t index = 2; index < wanted; index++) {
        length = length << 8 | reader->header[index];
    }
    return length;
}

size_t frame_reader_take(struct frame_reader *reader, const unsigned char *bytes, size_t count, size_t *data) {
    *data = 0;
    if (reader->payload_left > 0) {
        size_t taken = reader->payload_left < count ? (size_t)reader->payload_left : count;
        reader->payload_left -= taken;
        if (reader->opcode < CLOSE_OPCODE) {
            *data = taken;
        } else if (reader->control_length + taken <= LONGEST_CONTROL_PAYLOAD) {
            memcpy(reader->control + reader->control_length, bytes, taken);
            reader->control_length += taken;
        }
        return taken;
    }
    size_t taken = 0;
    while (taken < count && reader->header_length < header_wanted(reader)) {
        reader->header[reader->header_length++] = bytes[taken++];
    }
    if (reader->header_length >= 2 && reader->header_length == header_wanted(reader)) {
        reader->opcode = reader->header[0] & 15;
        reader->payload_left = payload_length(reader);
        reader->header_length = 0;
        reader->control_length = 0;
    }
    return taken;
}

bool frame_reader_ends_ping(const struct frame_reader *reader) {
    return reader->opcode == PING_OPCODE && reader->header_length == 0 && reader->payload_left == 0;
}

size_t websocket_pong(unsigned char *into, const struct frame_reader *reader) {
    size_t length = 0;
    into[length++] = FINAL_PONG;
    into[length++] = MASKED | (unsigned char)reader->control_length;
    memcpy(into + length, MASK, sizeof MASK);
    length += sizeof MASK;
    for (size_t index = 0; index < reader->control_length; index++) {
        into[length++] = reader->control[index] ^ MASK[index % sizeof MASK];
    }
    return length;
}
