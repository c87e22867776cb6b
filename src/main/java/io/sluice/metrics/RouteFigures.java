package io.sluice.metrics;

import io.sluice.relay.CloseReason;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * What is counted of a route since the start; what a session carries is counted when it is collected. Used from any
 * thread.
 */
public final class RouteFigures {
    private static final Duration[] DIALS = IntStream.of(
                    1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final String route;
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder opened = new LongAdder();
    private final Map<CloseReason, LongAdder> closed = new ConcurrentHashMap<>();
    private final LongAdder bytesUp = new LongAdder();
    private final LongAdder bytesDown = new LongAdder();
    private final LongAdder messagesUp = new LongAdder();
    private final LongAdder messagesDown = new LongAdder();
    private final DurationHistogram dials = new DurationHistogram(DIALS);

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

    void connected(Duration dial) {
        dials.record(dial);
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

    /** How long it took its target to accept, from the session's start. */
    DurationHistogram dials() {
        return dials;
    }

    /** What its sessions have carried. */
    public Traffic traffic() {
        return new Traffic(bytesUp.sum(), bytesDown.sum(), messagesUp.sum(), messagesDown.sum());
    }
}
