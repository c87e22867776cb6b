package io.sluice.endpoint;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the Jakarta API does not offer: a session without the container's own timeouts, one that is not read for a
 * while, one that is closed in peace, and one that is dropped. Works in any container, better in those that are known.
 */
final class ClientConnection {
    private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);

    private ClientConnection() {}

    /** Takes the container's own bounds off a new session, as far as it has any that the relay has too. */
    static void prepare(Session session, Duration linger) {
        session.setMaxIdleTimeout(0);
        if (TomcatSession.isOne(session)) {
            TomcatSession.prepare(session, linger);
        } else if (JettySession.isOne(session)) {
            JettySession.prepare(session);
        }
    }

    /** The means to stop reading from a session, if its container has any. */
    static Reading reading(Session session) {
        if (TomcatSession.isOne(session)) {
            return TomcatSession.reading(session);
        }
        return JettySession.isOne(session) ? JettySession.reading(session) : Reading.UNSTOPPABLE;
    }

    /** How a session is to be closed. */
    static Closing closing(Session session) {
        return JettySession.isOne(session) ? JettySession.closing(session) : Closing.PLAIN;
    }

    /** Drops the connection at once where the container can do that, else as soon as it lets go. */
    static void abort(Session session) {
        if (JettySession.isOne(session)) {
            JettySession.abort(session);
            return;
        }
        try {
            if (TomcatSession.isOne(session)) {
                TomcatSession.drop(session);
            }
            if (session.isOpen()) {
                session.setMaxIdleTimeout(1);
                session.close(new CloseReason(CloseReason.CloseCodes.GOING_AWAY, ""));
            }
        } catch (IOException | IllegalStateException e) {
            LOG.debug("The client's connection is closed already", e);
        }
    }
}
