package io.sluice.endpoint;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import java.nio.ByteBuffer;

/** Bytes as they are. */
final class BinaryMessages implements Messages {
    static final BinaryMessages INSTANCE = new BinaryMessages();

    private BinaryMessages() {}

    @Override
    public boolean send(RemoteEndpoint.Async remote, ByteBuffer payload, SendHandler handler) {
        remote.sendBinary(payload, handler);
        return true;
    }

    @Override
    public void finish(RemoteEndpoint.Basic remote) {
        // Nothing is ever held back.
    }
}
