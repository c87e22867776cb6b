package io.sluice.endpoint;

import jakarta.websocket.Session;
import java.lang.reflect.InvocationTargetException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jetty 12: its sessions have a public method {@code abort()}. It is called by name, because a web application does not
 * see Jetty's classes.
 */
final class JettySession {
    private static final Logger LOG = LoggerFactory.getLogger(JettySession.class);

    private JettySession() {}

    static boolean isOne(Session session) {
        return session.getClass().getName().startsWith("org.eclipse.jetty.");
    }

    static void abort(Session session) {
        try {
            session.getClass().getMethod("abort").invoke(session);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            LOG.warn("This Jetty does not let a connection be dropped", e);
        }
    }
}
