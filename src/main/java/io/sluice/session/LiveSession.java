package io.sluice.session;

import io.sluice.relay.CloseReason;
import io.sluice.relay.Relay;

/** A session and its relay. Used from any thread. */
public final class LiveSession {
    private final SessionDetails details;
    private final Relay relay;

    LiveSession(SessionDetails details, Relay relay) {
        this.details = details;
        this.relay = relay;
    }

    /** What was known of it at the start. */
    public SessionDetails details() {
        return details;
    }

    /** What carries its bytes. */
    public Relay relay() {
        return relay;
    }

    /** Ends it, as an administrator may. */
    public void end() {
        relay.close(CloseReason.ENDED_BY_ADMINISTRATOR);
    }
}
