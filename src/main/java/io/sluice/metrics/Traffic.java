package io.sluice.metrics;

import io.sluice.relay.RelayFigures;

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
    static Traffic of(RelayFigures session) {
        return new Traffic(session.bytesUp(), session.bytesDown(), session.messagesUp(), session.messagesDown());
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
