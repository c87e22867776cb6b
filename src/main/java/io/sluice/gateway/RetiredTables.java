package io.sluice.gateway;

import io.sluice.relay.RelayEngine;
import io.sluice.route.RouteTable;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Route tables that are no longer served. What they hold for their targets, such as connections to Redis, is let go of
 * when no lookup that had begun can still need it. Used from any thread.
 */
final class RetiredTables implements AutoCloseable {
    /** Longer than any lookup of a target takes. */
    private static final Duration LONGEST_LOOKUP = Duration.ofMinutes(1);

    private final RelayEngine engine;

    /** Guarded by this. */
    private final Set<RouteTable> open = new HashSet<>();

    RetiredTables(RelayEngine engine) {
        this.engine = engine;
    }

    /** One more. */
    void add(RouteTable table) {
        synchronized (this) {
            open.add(table);
        }
        engine.after(LONGEST_LOOKUP, () -> engine.putAside(() -> close(table)));
    }

    private void close(RouteTable table) {
        boolean still;
        synchronized (this) {
            still = open.remove(table);
        }
        if (still) {
            table.close();
        }
    }

    /** Lets go of all that is still held: no lookup is waited for any more. */
    @Override
    public void close() {
        List<RouteTable> left;
        synchronized (this) {
            left = List.copyOf(open);
        }
        left.forEach(this::close);
    }
}
