package io.sluice.endpoint;

import jakarta.websocket.Session;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jetty 12: its sessions have public methods that the Jakarta API lacks. They are called by name, because a web
 * application does not see Jetty's classes.
 */
final class JettySession {
    private static final Logger LOG = LoggerFactory.getLogger(JettySession.class);

    private static final String LONGEST_FRAME = "org.eclipse.jetty.websocket.maxFrameSize";
    private static final Long UNBOUNDED = 0L;
    /** No more than a relay can keep of what was read already, where no thread may wait. */
    private static final int INPUT_BUFFER = 64 * 1024;

    private JettySession() {}

    static boolean isOne(Session session) {
        return session.getClass().getName().startsWith("org.eclipse.jetty.");
    }

    /**
     * Reads more at once than Jetty's 4 KiB, and sends in one frame what Jetty would split. What is read into is
     * shared: a session holds such a buffer only while there is something to read.
     */
    static void prepare(Session session) {
        session.getUserProperties().put(LONGEST_FRAME, UNBOUNDED);
        try {
            Object core = session.getClass().getMethod("getCoreSession").invoke(session);
            Object connection = core.getClass().getMethod("getConnection").invoke(core);
            connection.getClass().getMethod("setInputBufferSize", int.class).invoke(connection, INPUT_BUFFER);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            LOG.debug("This Jetty does not let a session's buffer be set", e);
        }
    }

    static Reading reading(Session session) {
        return ours(session, Reading.class, Reading.UNSTOPPABLE);
    }

    static Closing closing(Session session) {
        return ours(session, Closing.class, Closing.PLAIN);
    }

    /** The session's own instance of {@link Reading#EXTENSION}, where Jetty was given that. */
    private static <T> T ours(Session session, Class<T> wanted, T otherwise) {
        try {
            Object core = session.getClass().getMethod("getCoreSession").invoke(session);
            Object stack = core.getClass().getMethod("getExtensionStack").invoke(core);
            Object extensions = stack.getClass().getMethod("getExtensions").invoke(stack);
            if (extensions instanceof List<?> list) {
                for (Object extension : list) {
                    if (wanted.isInstance(extension)) {
                        return wanted.cast(extension);
                    }
                }
            }
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            LOG.debug("This Jetty does not show a session's extensions", e);
        }
        return otherwise;
    }

    static void abort(Session session) {
        try {
            session.getClass().getMethod("abort").invoke(session);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            LOG.warn("This Jetty does not let a connection be dropped", e);
        }
    }
}
