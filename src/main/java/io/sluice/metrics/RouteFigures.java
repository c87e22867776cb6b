package io.sluice.metrics;

import io.sluice.relay.CloseReason;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is counted of a route since the start; what a session carries is counted when it is collected. Used from any
 * thread.
 */
public final class RouteFigures {
    private final String route;
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder opened = new LongAdder();
    private final Map<CloseReason, LongAdder> closed = new ConcurrentHashMap<>();
    private final LongAdder bytesUp = new LongAdder();
    private final LongAdder bytesDown = new LongAdder();
    private final LongAdder messagesUp = new LongAdder();
    private final LongAdder messagesDown = new LongAdder();

    RouteFigures(String route) {
        this.route = route;
    }

    void open() {
        open.incrementAndGet();
        opened.increment();
    }

    void close(CloseReason reason) {
        open.decrementAndGet();
        closed.computeIfAbsent(reason, first -> new LongAdder()).increment();
    }

    void carried(Traffic more) {
        bytesUp.add(more.bytesUp());
        bytesDown.add(more.bytesDown());
        messagesUp.add(more.messagesUp());
        messagesDown.add(more.messagesDown());
    }

    /** The route's path, as configured. */
    public String route() {
        return route;
    }

    /** How many sessions live now. */
    public int sessionsOpen() {
        return open.get();
    }

    /** How many sessions there were, those that live included. */
    public long sessionsOpened() {
        return opened.sum();
    }

    /** How many sessions have ended for each reason that there was. */
    public Map<CloseReason, LongAdder> sessionsClosed() {
        return Collections.unmodifiableMap(closed);
    }

    /** How many sessions have ended for this reason. */
    public long sessionsClosed(CloseReason reason) {
        LongAdder count = closed.get(reason);
        return count == null ? 0 : count.sum();
    }

    /** What its sessions have carried. */
    public Traffic traffic() {
        return new Traffic(bytesUp.sum(), bytesDown.sum(), messagesUp.sum(), messagesDown.sum());
    }
}
