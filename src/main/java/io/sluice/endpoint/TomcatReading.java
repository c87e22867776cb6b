package io.sluice.endpoint;

import jakarta.websocket.Session;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Suspends and resumes reading with the public methods of Tomcat's {@code WsSession}, called by name.
 *
 * <p>Resuming while Tomcat's thread is still on its way out of a suspended read loses what that thread has read but not
 * delivered: nothing brings it back until the client sends more. So the state of that read is looked at first, which
 * takes fetching it from inside the session.
 */
final class TomcatReading implements Reading {
    private static final Logger LOG = LoggerFactory.getLogger(TomcatReading.class);

    private final Session session;
    private final Method suspend;
    private final Method resume;
    private final Object frame;
    private final Method readState;

    private TomcatReading(Session session, Method suspend, Method resume, Object frame, Method readState) {
        this.session = session;
        this.suspend = suspend;
        this.resume = resume;
        this.frame = frame;
        this.readState = readState;
    }

    /**
     * The reading of a session.
     *
     * @throws ReflectiveOperationException if this Tomcat is not like those that are known
     */
    static Reading of(Session session) throws ReflectiveOperationException {
        Field field = session.getClass().getDeclaredField("wsFrame");
        field.setAccessible(true);
        Object frame = field.get(session);
        Method readState = field.getType().getDeclaredMethod("getReadState");
        readState.setAccessible(true);
        if (frame == null) {
            throw new NoSuchFieldException("The session does not read yet");
        }
        return new TomcatReading(
                session,
                session.getClass().getMethod("suspend"),
                session.getClass().getMethod("resume"),
                frame,
                readState);
    }

    @Override
    public boolean mayHoldThread() {
        return true;
    }

    @Override
    public boolean pause() {
        try {
            suspend.invoke(session);
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            // Such as a session that has just been closed.
            LOG.debug("Tomcat did not suspend reading", e);
            return false;
        }
    }

    @Override
    public boolean resume() {
        try {
            String state = String.valueOf(readState.invoke(frame));
            if (state.startsWith("SUSPENDING")) {
                return false;
            }
            if (state.equals("SUSPENDED")) {
                resume.invoke(session);
            }
        } catch (IllegalAccessException | InvocationTargetException e) {
            LOG.debug("Tomcat did not resume reading", e);
        }
        return true;
    }
}
