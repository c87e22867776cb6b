package io.sluice.manage;

import io.sluice.metrics.RouteFigures;
import io.sluice.metrics.Traffic;
import java.util.Map;
import java.util.TreeMap;

/** What was counted of a route, as JMX shows it. */
public final class RouteData {
    private final String path;
    private final int sessionsOpen;
    private final long sessionsTotal;
    private final Map<String, Long> sessionsClosed = new TreeMap<>();
    private final Traffic traffic;

    RouteData(RouteFigures figures) {
        this.path = figures.route();
        this.sessionsOpen = figures.sessionsOpen();
        this.sessionsTotal = figures.sessionsOpened();
        this.traffic = figures.traffic();
        figures.sessionsClosed().forEach((reason, count) -> sessionsClosed.put(reason.label(), count.sum()));
    }

    /** The path, as configured. */
    public String getPath() {
        return path;
    }

    /** How many sessions live. */
    public int getSessionsOpen() {
        return sessionsOpen;
    }

    /** How many sessions there were. */
    public long getSessionsTotal() {
        return sessionsTotal;
    }

    /** How many sessions have ended, by reason. */
    public Map<String, Long> getSessionsClosed() {
        return sessionsClosed;
    }

    /** Bytes from clients. */
    public long getBytesUp() {
        return traffic.bytesUp();
    }

    /** Bytes to clients. */
    public long getBytesDown() {
        return traffic.bytesDown();
    }

    /** Messages from clients. */
    public long getMessagesUp() {
        return traffic.messagesUp();
    }

    /** Messages to clients. */
    public long getMessagesDown() {
        return traffic.messagesDown();
    }
}
