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
 * where that is allowed, from trying it now and then while somebody asks: every 20 seconds at most. Outlives changes of
 * the configuration that leave path and target as they are. Two routes to one target have a watch each, and it is tried
 * for each of them, because each says for itself whether it may be. Never waits. Used from any thread.
 */
public final class TargetWatch {
    private static final long INTERVAL = Duration.ofSeconds(20).toNanos();

    /** What was found so long ago says nothing any more. */
    private static final long REMEMBERED = Duration.ofMinutes(1).toNanos();

    private final @Nullable Target target;
    private final TargetProbes probes;

    /** Guarded by this: the sessions whose target has accepted. */
    private final Set<String> connected = new HashSet<>();

    // Guarded by this, all times by the clock of the probes.
    private Reachability found = Reachability.UNKNOWN;
    private long foundAt;
    private @Nullable Long triedAt;

    /** Guarded by this: whether it may be tried. */
    private boolean allowed;

    /** Guarded by this: whether it waits for being tried, or is being tried. */
    private boolean asked;

    /**
     * One that may not be tried yet.
     *
     * @param target null: nothing is ever known of it
     */
    TargetWatch(@Nullable Target target, TargetProbes probes) {
        this.target = target;
        this.probes = probes;
    }

    /** The target of all sessions of a route; null where a token chooses it. */
    static @Nullable Target targetOf(Route route) {
        if (RoutePath.hasToken(route.path())) {
            return null;
        }
        try {
            return route.targets().find("");
        } catch (SourceDownException e) {
            throw new IllegalStateException("A target without a token comes from no source", e);
        }
    }

    /** Whether it is this target's, or one's at the same address. */
    boolean isOf(@Nullable Target other) {
        return target == null ? other == null : other != null && isOurs(other.toString());
    }

    /** From now on the target may be tried, or not any more. */
    synchronized void allow(boolean trying) {
        allowed = trying;
    }

    /** Somebody looks: what is too old is found out anew for whoever asks later. */
    public void check() {
        if (becomesDue()) {
            probes.ask(this);
        }
    }

    private synchronized boolean becomesDue() {
        boolean due = allowed && target != null && !asked && (triedAt == null || probes.now() - triedAt >= INTERVAL);
        asked |= due;
        return due;
    }

    /** Its turn has come. Returns what is to be tried; null: nothing any more. {@link #ended} follows in any case. */
    synchronized @Nullable Target begin() {
        if (!allowed) {
            return null;
        }
        triedAt = probes.now();
        return target;
    }

    /** Its turn is over. */
    synchronized void ended(Reachability outcome) {
        asked = false;
        // That it could not be tried now, for want of descriptors say, takes nothing from what is known.
        if (outcome != Reachability.UNKNOWN) {
            learn(outcome);
        }
    }

    /** What is known at this moment. */
    public synchronized Reachability reachability() {
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
