package io.sluice.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The sessions between the decision and {@link GatewayEndpoint#onOpen}. A container need not say when a handshake comes
 * to nothing after it was accepted, so a permit that is not fetched in time is taken back. Used from any thread.
 */
public final class PendingSessions {
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final Map<String, PendingSession> pending = new ConcurrentHashMap<>();

    /** Holds none yet. */
    public PendingSessions() {}

    void add(PendingSession session) {
        pending.put(session.details().id(), session);
    }

    /** The session of this id, which is no longer pending then; null when it is not, or took too long. */
    @Nullable
    PendingSession remove(String id) {
        return pending.remove(id);
    }

    /** Takes permits back that nobody came for. Called before each decision, which is when it matters. */
    void expire(Instant now) {
        pending.forEach((id, session) -> {
            // Whoever removes it owns the permit: this, or the WebSocket that opens at the same moment.
            if (session.details().started().plus(LONGEST).isBefore(now) && pending.remove(id, session)) {
                session.permit().giveBack();
            }
        });
    }

    /** Gives up all that wait: their WebSockets will be dropped when they open. */
    public void giveUp() {
        expire(Instant.MAX);
    }
}
