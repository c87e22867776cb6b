package io.sluice.endpoint;

import io.sluice.relay.CloseReason;
import io.sluice.relay.Relay;
import io.sluice.route.Route;
import io.sluice.session.SessionRegistry;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpoint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The WebSocket of one session: passes on what the container delivers. Only {@link GatewayFilter} leads here;
 * containers are kept from deploying this class at a path of its own by {@link NoScannedEndpoints}.
 */
@ServerEndpoint("/")
public final class GatewayEndpoint {
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
    @OnOpen
    public void open(Session session) {
        String id = session.getPathParameters().get(GatewayFilter.SESSION_PARAMETER);
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
        opened.start(route.target());
    }

    /** A part of a binary message of any length. */
    @OnMessage
    public void binary(ByteBuffer part, boolean last) {
        receive(part);
    }

    /** A part of a text message of any length; goes on as UTF-8. */
    @OnMessage
    public void text(String part, boolean last) {
        receive(ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8)));
    }

    private void receive(ByteBuffer part) {
        Relay current = relay;
        if (current != null) {
            current.receive(part);
        }
    }

    /** The answer to a heartbeat. */
    @OnMessage
    public void pong(PongMessage message) {
        Relay current = relay;
        if (current != null) {
            current.heard();
        }
    }

    /** The WebSocket is closed, by either side or because the connection broke (1006). */
    @OnClose
    public void close(jakarta.websocket.CloseReason reason) {
        Relay current = relay;
        if (current != null) {
            int code = reason.getCloseCode().getCode();
            current.clientGone(code == 1006 ? CloseReason.CLIENT_LOST : CloseReason.CLIENT_CLOSED);
        }
    }

    /**
     * The connection broke, or the client broke the protocol: no news for an operator, and {@code @OnClose} follows.
     */
    @OnError
    public void error(Throwable cause) {
        LOG.debug("A client's connection failed", cause);
    }
}
