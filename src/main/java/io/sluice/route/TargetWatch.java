package io.sluice.route;

import io.sluice.config.RoutePath;
import io.sluice.relay.CloseReason;
import io.sluice.relay.Reachability;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether the target of one route takes connections, as far as that is known: from the sessions that there are, and,
 * where that is allowed, from trying it now and then while somebody asks. Never waits. Used from any thread.
 */
public final class TargetWatch {
    private static final long INTERVAL = Duration.ofSeconds(20).toNanos();

    /** What was found so long ago says nothing any more. */
    private static final long REMEMBERED = Duration.ofMinutes(1).toNanos();

    private final @Nullable Target target;
    private final boolean tried;
    private final TargetProbes probes;

    /** Guarded by this: the sessions whose target has accepted. */
    private final Set<String> connected = new HashSet<>();

    // Guarded by this, all times by the clock of the probes.
    private Reachability found = Reachability.UNKNOWN;
    private long foundAt;
    private boolean trying;
    private @Nullable Long triedAt;

    private TargetWatch(@Nullable Target target, boolean tried, TargetProbes probes) {
        this.target = target;
        this.tried = tried;
        this.probes = probes;
    }

    /**
     * Of a route. Nothing is ever known where a token chooses the target.
     *
     * @param tried whether its target may be tried
     */
    public static TargetWatch of(Route route, boolean tried, TargetProbes probes) {
        if (RoutePath.hasToken(route.path())) {
            return new TargetWatch(null, false, probes);
        }
        try {
            return new TargetWatch(route.targets().find(""), tried, probes);
        } catch (SourceDownException e) {
            throw new IllegalStateException("A target without a token comes from no source", e);
        }
    }

    /** What is known at this moment; what is too old is found out anew for whoever asks next. */
    public Reachability reachability() {
        Reachability before = known();
        tryIfDue();
        return before;
    }

    private void tryIfDue() {
        Target asked = target;
        if (tried && asked != null && begins() && !probes.begin(asked, this::ended)) {
            putOff();
        }
    }

    private synchronized boolean begins() {
        long now = probes.now();
        if (trying || (triedAt != null && now - triedAt < INTERVAL)) {
            return false;
        }
        trying = true;
        triedAt = now;
        return true;
    }

    private synchronized void putOff() {
        trying = false;
        triedAt = null;
    }

    private synchronized void ended(Reachability outcome) {
        trying = false;
        learn(outcome);
    }

    private synchronized Reachability known() {
        if (found != Reachability.UNKNOWN && probes.now() - foundAt <= REMEMBERED) {
            return found;
        }
        return connected.isEmpty() ? Reachability.UNKNOWN : Reachability.REACHABLE;
    }

    private synchronized void learn(Reachability outcome) {
        found = outcome;
        foundAt = probes.now();
    }

    /**
     * A session's target has accepted.
     *
     * @param label of the target, which may be another configuration's
     */
    public synchronized void connected(String session, String label) {
        if (isOurs(label)) {
            connected.add(session);
            learn(Reachability.REACHABLE);
        }
    }

    /** A session is over. */
    public synchronized void closed(String session, String label, CloseReason reason) {
        connected.remove(session);
        if (isOurs(label) && reason.targetIsAway()) {
            learn(Reachability.UNREACHABLE);
        }
    }

    private boolean isOurs(String label) {
        return target != null && label.equals(target.toString());
    }
}
