package io.sluice.gateway;

import io.sluice.access.Capacities;
import io.sluice.access.Handshake;
import io.sluice.access.Refusal;
import io.sluice.access.Refused;
import io.sluice.endpoint.PendingSessions;
import io.sluice.relay.CloseReason;
import io.sluice.relay.RelayEngine;
import io.sluice.session.SessionRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a gateway comes to its end: no new sessions, a grace for those that live, then none. Used from any thread. */
final class Draining {
    private static final Logger LOG = LoggerFactory.getLogger(Draining.class);

    private final RelayEngine engine;
    private final Capacities capacities;
    private final PendingSessions pending;
    private final SessionRegistry sessions;
    private volatile boolean begun;

    /** How long the end of any session may take, those included that began under an earlier configuration. */
    private volatile Duration longestLinger = Duration.ZERO;

    /** How long sessions may go on; fixed when it begins. */
    private volatile Duration grace = Duration.ZERO;

    /** Of these sessions, none of which has to end yet. */
    Draining(RelayEngine engine, Capacities capacities, PendingSessions pending, SessionRegistry sessions) {
        this.engine = engine;
        this.capacities = capacities;
        this.pending = pending;
        this.sessions = sessions;
    }

    /** Sessions may take so long to end from now on; one at a time. */
    void allow(Duration linger) {
        longestLinger = linger.compareTo(longestLinger) > 0 ? linger : longestLinger;
    }

    /** Whether it has begun. */
    boolean begun() {
        return begun;
    }

    /** Why there is no new session, or null if there may be one. */
    @Nullable
    Refused refusal(Handshake handshake) {
        return begun ? new Refused(Refusal.DRAINING) : null;
    }

    /**
     * Begins, unless it has begun already.
     *
     * @param allowed how long sessions may go on
     */
    void begin(Duration allowed) {
        synchronized (this) {
            if (begun) {
                return;
            }
            grace = allowed;
            begun = true;
        }
        if (!capacities.isEmpty()) {
            LOG.info(
                    "Draining: no new sessions; {} may go on for {} ms",
                    sessions.all().size(),
                    allowed.toMillis());
        }
        if (allowed.isZero()) {
            endAll();
        } else {
            engine.after(allowed, this::endAll);
        }
    }

    private void endAll() {
        pending.giveUp();
        sessions.endAll(CloseReason.DRAINED);
    }

    /** Waits until no session is left, and cuts off what does not end. An interrupt cuts the waiting short. */
    void awaitEnd() {
        // Real time, only to be sure: it is the gateway's own clock that ends the grace, and each session's linger.
        Duration longest = grace.plus(longestLinger).plusSeconds(1);
        try {
            if (!capacities.awaitEmpty(longest)) {
                LOG.warn(
                        "{} sessions did not end in time and are cut off",
                        sessions.all().size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pending.giveUp();
        // Else threads that wait for a target, and permits, would never be given back.
        sessions.cutOffAll(CloseReason.DRAINED);
    }
}
