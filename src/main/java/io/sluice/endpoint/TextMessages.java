package io.sluice.endpoint;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.SendHandler;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes read as UTF-8. Confined to the one send that is under way. */
final class TextMessages implements Messages {
    private final Utf8Decoder decoder = new Utf8Decoder();

    @Override
    public boolean send(RemoteEndpoint.Async remote, ByteBuffer payload, SendHandler handler) {
        String text = decoder.decode(payload);
        if (text.isEmpty()) {
            return false;
        }
        remote.sendText(text, handler);
        return true;
    }

    @Override
    public void finish(RemoteEndpoint.Basic remote) throws IOException {
        String text = decoder.finish();
        if (!text.isEmpty()) {
            remote.sendText(text);
        }
    }
}
