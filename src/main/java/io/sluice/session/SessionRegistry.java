package io.sluice.session;

import io.sluice.relay.CloseReason;
import io.sluice.relay.Downstream;
import io.sluice.relay.Relay;
import io.sluice.relay.RelayEngine;
import io.sluice.relay.RelayListener;
import io.sluice.relay.RelaySettings;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All sessions that live now. Used from any thread. */
public final class SessionRegistry {
    private final RelayEngine engine;
    private final List<SessionListener> listeners;
    private final Map<String, LiveSession> sessions = new ConcurrentHashMap<>();

    /** Why no session may go on; null while sessions may. */
    private volatile @Nullable CloseReason endedFor;

    /** A registry without sessions, whose listeners are told of each that comes. */
    public SessionRegistry(RelayEngine engine, List<SessionListener> listeners) {
        this.engine = engine;
        this.listeners = List.copyOf(listeners);
    }

    /**
     * Registers a session. Its relay is still to be started.
     *
     * @param whenClosed run once the session is gone
     */
    public LiveSession open(
            SessionDetails details, Downstream downstream, RelaySettings settings, Runnable whenClosed) {
        Relay relay = engine.relay(downstream, settings, new Events(details.id(), whenClosed));
        LiveSession session = new LiveSession(details, relay);
        sessions.put(details.id(), session);
        tell(listener -> listener.opened(session));
        CloseReason ended = endedFor;
        if (ended != null) {
            relay.close(ended);
        }
        return session;
    }

    /** A listener that throws must harm neither the session nor other listeners. */
    private void tell(Consumer<SessionListener> event) {
        for (SessionListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException | Error e) {
                engine.faults().report("A session's listener failed", e);
            }
        }
    }

    /** The session of this id, or null when there is none (any more). */
    public @Nullable LiveSession find(String id) {
        return sessions.get(id);
    }

    /** A view of all sessions, in no order. */
    public Collection<LiveSession> all() {
        return Collections.unmodifiableCollection(sessions.values());
    }

    /** Ends all sessions for this reason, those that are yet to come as well. */
    public void endAll(CloseReason reason) {
        endedFor = reason;
        sessions.values().forEach(session -> session.relay().close(reason));
    }

    /** Ends all sessions for this reason without waiting for their clients and targets. */
    public void cutOffAll(CloseReason reason) {
        endedFor = reason;
        sessions.values().forEach(session -> session.relay().cutOff(reason));
    }

    private final class Events implements RelayListener {
        private final String id;
        private final Runnable whenClosed;

        Events(String id, Runnable whenClosed) {
            this.id = id;
            this.whenClosed = whenClosed;
        }

        @Override
        public void connected(Duration dial) {
            LiveSession session = sessions.get(id);
            if (session != null) {
                tell(listener -> listener.connected(session, dial));
            }
        }

        @Override
        public void closed(CloseReason reason) {
            LiveSession session = sessions.get(id);
            if (session == null) {
                throw new IllegalStateException("Session " + id + " was closed twice");
            }
            tell(listener -> listener.closed(session, reason));
            sessions.remove(id);
            whenClosed.run();
        }
    }
}
