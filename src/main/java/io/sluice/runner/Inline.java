package io.sluice.runner;

import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.jspecify.annotations.Nullable;

/**
 * Tells Jetty that what a WebSocket does with a message, and after a send, does not block: a relay writes to a
 * non-blocking channel, queues, or has reading paused by {@link JettyExtension}. So the selector's thread does it
 * itself. Else Jetty wakes a thread for each message, which costs more than all the rest.
 */
final class Inline {
    /** An end point whose WebSocket the selector's thread may serve. */
    interface Served {
        Inline inline();
    }

    private final EndPoint endPoint;

    /** Set while the session opens, and not again. */
    private volatile boolean blocking;

    private @Nullable NonBlocking reading;
    private @Nullable NonBlocking writing;

    /** For the callbacks of this connection. */
    Inline(EndPoint endPoint) {
        this.endPoint = endPoint;
    }

    /** This WebSocket may block after all: Jetty is to serve it on another thread. */
    void mayBlock() {
        blocking = true;
    }

    /** The callback that is told when there is something to read. One at a time. */
    Callback reading(Callback callback) {
        if (isElsewhere()) {
            return callback;
        }
        reading = NonBlocking.of(callback, reading);
        return reading;
    }

    /** The callback that is told when something is written. One at a time. */
    Callback writing(Callback callback) {
        if (isElsewhere()) {
            return callback;
        }
        writing = NonBlocking.of(callback, writing);
        return writing;
    }

    private boolean isElsewhere() {
        return blocking || !(endPoint.getConnection() instanceof WebSocketConnection);
    }

    private static final class NonBlocking extends Callback.Nested {
        NonBlocking(Callback callback) {
            super(callback);
        }

        /** A WebSocket uses the same callback again and again. */
        static NonBlocking of(Callback callback, @Nullable NonBlocking before) {
            return before != null && before.getCallback() == callback ? before : new NonBlocking(callback);
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.NON_BLOCKING;
        }
    }
}
