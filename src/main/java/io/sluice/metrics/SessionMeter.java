package io.sluice.metrics;

import io.sluice.relay.RelayFigures;
import io.sluice.session.LiveSession;

/** A session that lives, and what is measured of it. Used from any thread. */
public final class SessionMeter {
    /** Over so many seconds a rate is taken, as soon as the session is that old. */
    private static final int SAMPLES = 5;

    private static final double NANOS = 1e9;

    private final LiveSession session;
    private final RelayFigures carried;
    private final RouteFigures route;

    /** Guarded by this: what the route knows of already. */
    private Traffic counted = Traffic.NONE;

    /** Guarded by this; a ring, of which {@link #next} is the oldest once it is full. */
    private final long[] times = new long[SAMPLES + 1];

    private final long[] up = new long[SAMPLES + 1];
    private final long[] down = new long[SAMPLES + 1];
    private int next;
    private int filled;

    SessionMeter(LiveSession session, RouteFigures route, long now) {
        this.session = session;
        this.carried = session.relay().figures();
        this.route = route;
        sample(now);
    }

    /** The session. */
    public LiveSession session() {
        return session;
    }

    /** What it has carried so far. */
    public Traffic traffic() {
        return Traffic.of(carried);
    }

    /** Lets the route know what was carried since the last time. */
    synchronized void collect() {
        Traffic now = Traffic.of(carried);
        route.carried(now.minus(counted));
        counted = now;
    }

    /** Called once a second, with the time in nanoseconds. */
    synchronized void sample(long now) {
        times[next] = now;
        up[next] = carried.bytesUp();
        down[next] = carried.bytesDown();
        next = (next + 1) % times.length;
        filled = Math.min(filled + 1, times.length);
    }

    /** Bytes a second from the client, over the last seconds. */
    public synchronized long upPerSecond() {
        return perSecond(up);
    }

    /** Bytes a second to the client, over the last seconds. */
    public synchronized long downPerSecond() {
        return perSecond(down);
    }

    private long perSecond(long[] bytes) {
        int newest = Math.floorMod(next - 1, times.length);
        int oldest = filled < times.length ? 0 : next;
        long nanos = times[newest] - times[oldest];
        return nanos <= 0 ? 0 : Math.round((bytes[newest] - bytes[oldest]) * NANOS / nanos);
    }
}
