package io.sluice.relay;

import java.util.ArrayList;
import java.util.List;

/**
 * How fast the sessions of one route may carry bytes, each way on its own: all together, and each. Used from any
 * thread.
 */
public final class Bandwidth {
    /** Without any bound. */
    public static final Bandwidth UNLIMITED = new Bandwidth(0, 0);

    /** Bytes go in parts of what the slowest pace carries in this fraction of a second: evenly, not in bursts. */
    private static final long PARTS_PER_SECOND = 50;

    private static final long SMALLEST_PART = 64;
    private static final long LARGEST_PART = 64 * 1024;

    private final long together;
    private final long each;
    private final Pace up;
    private final Pace down;

    /**
     * The bandwidth of a route.
     *
     * @param together bytes a second of all its sessions; 0: no bound
     * @param each bytes a second of one session; 0: no bound
     */
    public Bandwidth(long together, long each) {
        this(together, each, new Pace(together), new Pace(together));
    }

    private Bandwidth(long together, long each, Pace up, Pace down) {
        this.together = together;
        this.each = each;
        this.up = up;
        this.down = down;
    }

    /** The same route's bandwidth from now on: sessions under this one and under that share what there is. */
    public Bandwidth changedTo(long newTogether, long newEach) {
        up.change(newTogether);
        down.change(newTogether);
        return new Bandwidth(newTogether, newEach, up, down);
    }

    /** For what one session's client sends. */
    Throttle up(ContainedLoop loop) {
        return throttle(up, loop);
    }

    /** For what one session's target sends. */
    Throttle down(ContainedLoop loop) {
        return throttle(down, loop);
    }

    private Throttle throttle(Pace shared, ContainedLoop loop) {
        List<Pace> paces = new ArrayList<>();
        if (together != 0) {
            paces.add(shared);
        }
        if (each != 0) {
            paces.add(new Pace(each));
        }
        return new Throttle(loop, paces, part());
    }

    private int part() {
        long slowest = Math.min(together == 0 ? Long.MAX_VALUE : together, each == 0 ? Long.MAX_VALUE : each);
        return (int) Math.min(LARGEST_PART, Math.max(SMALLEST_PART, slowest / PARTS_PER_SECOND));
    }
}
