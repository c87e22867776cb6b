package io.sluice.endpoint;

import io.sluice.relay.Downstream;
import jakarta.websocket.CloseReason;
import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A container's WebSocket as a relay sees it. */
final class WebSocketDownstream implements Downstream {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketDownstream.class);
    private static final ByteBuffer NO_PAYLOAD = ByteBuffer.allocate(0);

    private final Session session;
    private final RemoteEndpoint.Async remote;
    private final Messages messages;
    private final Reading reading;
    private final Closing closing;

    WebSocketDownstream(Session session, Messages messages) {
        this.session = session;
        this.remote = session.getAsyncRemote();
        this.messages = messages;
        this.reading = ClientConnection.reading(session);
        this.closing = ClientConnection.closing(session);
        // The relay's own timers bound how long a client may take.
        remote.setSendTimeout(0);
    }

    @Override
    public void send(ByteBuffer payload, SendCompletion completion) {
        try {
            if (!messages.send(remote, payload, result -> completion.completed(result.isOK()))) {
                completion.completed(true);
            }
        } catch (IllegalStateException e) {
            LOG.debug("The client's connection is closed already", e);
            completion.completed(false);
        }
    }

    @Override
    public void ping() throws IOException {
        remote.sendPing(NO_PAYLOAD.duplicate());
    }

    @Override
    public void close(int code, String reason) {
        try {
            messages.finish(session.getBasicRemote());
            session.close(new CloseReason(new Code(closing.closingWith(code)), reason));
        } catch (IOException | IllegalStateException e) {
            LOG.debug("The client's connection is closed already", e);
        }
    }

    @Override
    public void abort() {
        ClientConnection.abort(session);
    }

    @Override
    public boolean mayHoldThread() {
        return reading.mayHoldThread();
    }

    @Override
    public boolean pauseReading() {
        return reading.pause();
    }

    @Override
    public boolean resumeReading() {
        return reading.resume();
    }

    /** A close code; {@link CloseReason.CloseCodes} does not know 1014. */
    private record Code(int getCode) implements CloseReason.CloseCode {}
}
