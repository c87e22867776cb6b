package io.sluice.endpoint;

import io.sluice.relay.CloseReason;
import io.sluice.relay.Relay;
import io.sluice.route.Route;
import io.sluice.session.SessionRegistry;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WebSocket of one session: passes on what the container delivers. Only {@link Upgrades} leads here; containers are
 * kept from deploying this class at a path of its own by {@link NoScannedEndpoints}.
 *
 * <p>Not annotated, but with message handlers: containers look annotations up and bind methods anew for each session.
 */
public final class GatewayEndpoint extends Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayEndpoint.class);

    private final PendingSessions pending;
    private final SessionRegistry sessions;

    /** Null until the container has opened the WebSocket, and for good when nobody waited for it. */
    private volatile @Nullable Relay relay;

    GatewayEndpoint(PendingSessions pending, SessionRegistry sessions) {
        this.pending = pending;
        this.sessions = sessions;
    }

    /** The handshake is done: the session begins, and its target is dialled. */
    @Override
    public void onOpen(Session session, EndpointConfig configuration) {
        String id = session.getPathParameters().get(Upgrades.SESSION_PARAMETER);
        PendingSession granted = id == null ? null : pending.remove(id);
        if (granted == null) {
            LOG.warn("A WebSocket was opened that nobody was granted");
            new WebSocketDownstream(session, BinaryMessages.INSTANCE).abort();
            return;
        }
        boolean begun = false;
        try {
            begin(session, granted);
            begun = true;
        } finally {
            // A container may have closed the session before it tells of its opening.
            if (!begun) {
                granted.permit().giveBack();
            }
        }
    }

    private void begin(Session session, PendingSession granted) {
        Route route = granted.route();
        ClientConnection.prepare(session, route.relay().linger());
        WebSocketDownstream downstream = new WebSocketDownstream(session, Messages.of(route.frames()));
        Relay opened = sessions.open(granted.details(), downstream, route.relay(), granted.permit()::giveBack)
                .relay();
        relay = opened;
        listen(session, opened);
        opened.start(granted.destination());
    }

    /** Messages of any length come in parts; text goes on as UTF-8. */
    private static void listen(Session session, Relay relay) {
        session.addMessageHandler(ByteBuffer.class, (part, last) -> receive(relay, part, last));
        session.addMessageHandler(
                String.class,
                (part, last) -> receive(relay, ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8)), last));
        MessageHandler.Whole<PongMessage> heartbeat = pong -> relay.heard();
        session.addMessageHandler(PongMessage.class, heartbeat);
    }

    private static void receive(Relay relay, ByteBuffer part, boolean last) {
        if (last) {
            relay.countMessage();
        }
        relay.receive(part);
    }

    /** The WebSocket is closed, by either side or because the connection broke (1006). */
    @Override
    public void onClose(Session session, jakarta.websocket.CloseReason reason) {
        Relay current = relay;
        if (current != null) {
            int code = reason.getCloseCode().getCode();
            current.clientGone(code == 1006 ? CloseReason.CLIENT_LOST : CloseReason.CLIENT_CLOSED);
        }
    }

    /**
     * The connection broke, or the client broke the protocol: no news for an operator, and {@link #onClose} follows.
     */
    @Override
    public void onError(Session session, Throwable cause) {
        LOG.debug("A client's connection failed", cause);
    }
}
