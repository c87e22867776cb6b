package io.sluice.endpoint;

import io.sluice.config.Frames;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The kind of messages in which a target's bytes go to the client. */
sealed interface Messages permits BinaryMessages, TextMessages {
    /** Messages of this kind, for one session. */
    static Messages of(Frames frames) {
        return switch (frames) {
            case BINARY -> BinaryMessages.INSTANCE;
            case TEXT -> new TextMessages();
        };
    }

    /**
     * Sends bytes as one message, without blocking.
     *
     * @return false when there was nothing to send yet, so that the handler will not be told
     */
    boolean send(RemoteEndpoint.Async remote, ByteBuffer payload, SendHandler handler);

    /** Sends what is held back, as no more bytes will come. May block. */
    void finish(RemoteEndpoint.Basic remote) throws IOException;
}
