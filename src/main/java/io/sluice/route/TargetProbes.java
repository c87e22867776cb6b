package io.sluice.route;

import io.sluice.relay.Reachability;
import io.sluice.relay.RelayEngine;
import io.sluice.relay.Ticker;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tries whether targets take connections: a few at a time, and all that were asked for in turn, so that many that do
 * not answer keep no other from being tried. Keeps the watches of the routes over changes of the configuration. Has no
 * thread of its own; what still waits when the engine is closed is never tried. Used from any thread.
 */
public final class TargetProbes {
    /** As many as there are threads that resolve names for this. */
    private static final int MOST_AT_ONCE = 8;

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final RelayEngine engine;
    private final Ticker ticker;

    /** Guarded by this: those of the routes that are served, by path. */
    private final Map<String, TargetWatch> watches = new HashMap<>();

    /** Guarded by this: those that are to be tried, each once, in the order in which they were asked for. */
    private final Queue<TargetWatch> waiting = new ArrayDeque<>();

    /** Guarded by this: how many are being tried. */
    private int running;

    /** Guarded by this: whether somebody is just beginning with what waits. */
    private boolean beginning;

    /** Those of a gateway. */
    public TargetProbes(RelayEngine engine, Ticker ticker) {
        this.engine = engine;
        this.ticker = ticker;
    }

    long now() {
        return ticker.nanos();
    }

    /**
     * The watch of a route: the one before, with all that it knows, where path and target are the same; another
     * otherwise. Only the address of a target matters, because TLS and preambles are not tried.
     *
     * @param tried whether the target may be tried from now on
     */
    public synchronized TargetWatch watch(Route route, boolean tried) {
        Target target = TargetWatch.targetOf(route);
        TargetWatch before = watches.get(route.path());
        TargetWatch watch = before != null && before.isOf(target) ? before : new TargetWatch(target, this);
        watch.allow(tried);
        watches.put(route.path(), watch);
        return watch;
    }

    /** Forgets the watches of all routes but those with these paths. What waited for others is not tried any more. */
    public synchronized void keepOnly(Set<String> paths) {
        watches.keySet().retainAll(paths);
        Set<TargetWatch> kept = Set.copyOf(watches.values());
        waiting.removeIf(watch -> !kept.contains(watch));
    }

    /** Tries the watch's target when its turn comes; never waits. To be called again only when that is over. */
    void ask(TargetWatch watch) {
        synchronized (this) {
            waiting.add(watch);
        }
        beginWhatWaits();
    }

    private void beginWhatWaits() {
        // One that is not tried after all is over at once: one after the other then, not one within the other.
        if (mayBegin()) {
            for (TargetWatch next = next(); next != null; next = next()) {
                begin(next);
            }
        }
    }

    private synchronized boolean mayBegin() {
        boolean may = !beginning;
        beginning = true;
        return may;
    }

    private synchronized @Nullable TargetWatch next() {
        TargetWatch next = running < MOST_AT_ONCE ? waiting.poll() : null;
        if (next == null) {
            beginning = false;
        } else {
            running++;
        }
        return next;
    }

    private void begin(TargetWatch watch) {
        Target target = watch.begin();
        if (target == null) {
            ended(watch, Reachability.UNKNOWN);
            return;
        }
        try {
            engine.probe(target, LONGEST, found -> ended(watch, found));
        } catch (RuntimeException | Error e) {
            engine.faults().report("A target could not be tried", e);
            ended(watch, Reachability.UNKNOWN);
        }
    }

    private void ended(TargetWatch watch, Reachability found) {
        synchronized (this) {
            running--;
        }
        watch.ended(found);
        beginWhatWaits();
    }
}
