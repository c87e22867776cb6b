package io.sluice.endpoint;

import jakarta.websocket.RemoteEndpoint;
import jakarta.websocket.Session;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tomcat 10.1 and later: bounds that are read from a session's user properties, in milliseconds as {@link Long}. Close
 * frames are sent blocking for up to 20 seconds, and an answer is waited for up to 30, unless these say otherwise.
 */
final class TomcatSession {
    private static final Logger LOG = LoggerFactory.getLogger(TomcatSession.class);
    private static final String BLOCKING_SEND = "org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT";
    private static final String SESSION_CLOSE = "org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT";

    private TomcatSession() {}

    static boolean isOne(Session session) {
        return session.getClass().getName().startsWith("org.apache.tomcat.");
    }

    /** Neither a Close frame nor its answer may take longer than ending a session may. */
    static void prepare(Session session, Duration linger) {
        session.getUserProperties().put(BLOCKING_SEND, linger.toMillis());
        session.getUserProperties().put(SESSION_CLOSE, linger.toMillis());
    }

    /** The means to suspend reading, if this Tomcat offers them. */
    static Reading reading(Session session) {
        try {
            return TomcatReading.of(session);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            LOG.debug("This Tomcat does not let reading be suspended", e);
            return Reading.UNSTOPPABLE;
        }
    }

    /**
     * Closes the socket beneath the session, so that the Close frame which Tomcat insists on goes nowhere. Tomcat
     * offers no way to do that, so the object that holds the socket is fetched by name; failing that, the Close frame
     * gets next to no time.
     */
    static void drop(Session session) {
        session.getUserProperties().put(BLOCKING_SEND, 1L);
        try {
            RemoteEndpoint remote = session.getAsyncRemote();
            Field base = remote.getClass().getSuperclass().getDeclaredField("base");
            base.setAccessible(true);
            Object connection = base.get(remote);
            connection.getClass().getMethod("close").invoke(connection);
        } catch (ReflectiveOperationException | InaccessibleObjectException e) {
            LOG.debug("This Tomcat does not let a connection be dropped", e);
        }
    }
}
