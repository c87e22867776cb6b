package io.sluice.metrics;

import io.sluice.relay.Relay;

/**
 * What was carried.
 *
 * @param bytesUp from clients
 * @param bytesDown to clients
 * @param messagesUp from clients
 * @param messagesDown to clients
 */
public record Traffic(long bytesUp, long bytesDown, long messagesUp, long messagesDown) {
    /** Nothing. */
    static final Traffic NONE = new Traffic(0, 0, 0, 0);

    /** What a session has carried so far. */
    static Traffic of(Relay relay) {
        return new Traffic(relay.bytesUp(), relay.bytesDown(), relay.messagesUp(), relay.messagesDown());
    }

    Traffic minus(Traffic other) {
        return new Traffic(
                bytesUp - other.bytesUp,
                bytesDown - other.bytesDown,
                messagesUp - other.messagesUp,
                messagesDown - other.messagesDown);
    }

    Traffic plus(Traffic other) {
        return new Traffic(
                bytesUp + other.bytesUp,
                bytesDown + other.bytesDown,
                messagesUp + other.messagesUp,
                messagesDown + other.messagesDown);
    }
}
