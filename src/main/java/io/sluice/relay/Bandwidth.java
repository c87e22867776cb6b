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

    private final long together;
    private final long each;
    private final List<Pace> up;
    private final List<Pace> down;

    /**
     * The bandwidth of a route.
     *
     * @param together bytes a second of all its sessions; 0: no bound
     * @param each bytes a second of one session; 0: no bound
     */
    public Bandwidth(long together, long each) {
        this.together = together;
        this.each = each;
        this.up = together == 0 ? List.of() : List.of(new Pace(together));
        this.down = together == 0 ? List.of() : List.of(new Pace(together));
    }

    /** For what one session's client sends. */
    Throttle up() {
        return throttle(up);
    }

    /** For what one session's target sends. */
    Throttle down() {
        return throttle(down);
    }

    private Throttle throttle(List<Pace> shared) {
        List<Pace> paces = new ArrayList<>(shared);
        if (each != 0) {
            paces.add(new Pace(each));
        }
        return new Throttle(paces, part());
    }

    private int part() {
        long slowest = Math.min(together == 0 ? Long.MAX_VALUE : together, each == 0 ? Long.MAX_VALUE : each);
        return (int) Math.min(BufferPool.SIZE, Math.max(SMALLEST_PART, slowest / PARTS_PER_SECOND));
    }
}
