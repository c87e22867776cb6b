package io.sluice.bench;

import java.nio.ByteBuffer;

/** What a client does in its session. Told on the thread of the session's loop, which it must not hold up. */
interface Conversation {
    /** The WebSocket is open. */
    default void opened(ClientSession session) {}

    /** Payload of a message, in parts as they arrive. */
    default void received(ClientSession session, ByteBuffer payload) {}

    /** The system has taken all that was to be sent. */
    default void sent(ClientSession session) {}

    /** The connection is over, for whatever reason. The last that is told. */
    default void ended(ClientSession session, Ending ending) {}
}
