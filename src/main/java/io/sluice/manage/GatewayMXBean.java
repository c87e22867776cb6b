package io.sluice.manage;

import java.util.List;
import java.util.Map;

/** A gateway as JMX shows it. Totals are since its start. */
public interface GatewayMXBean {
    /** The version of Sluice. */
    String getVersion();

    /** Whether it takes no new sessions. */
    boolean isDraining();

    /** Whether it takes new sessions. */
    boolean isReady();

    /** What became of the configuration when it was read again last; empty: it never was. */
    String getLastReload();

    /** How many sessions live. */
    int getSessionsOpen();

    /** How many sessions there were. */
    long getSessionsTotal();

    /** What was counted of each route, those included that a reload has removed. */
    List<RouteData> getRoutes();

    /** The sessions that live. */
    List<SessionData> getSessions();

    /** Bytes from clients. */
    long getBytesUp();

    /** Bytes to clients. */
    long getBytesDown();

    /** Memory that is taken by what waits for targets. */
    long getQueueBytes();

    /** Sessions that are not read from because their targets take too little. */
    long getStalledSessions();

    /** How late the latest loop came, or is, for what is due each second. */
    double getLoopLagSeconds();

    /** Defects that were contained. */
    long getFaults();

    /** Requests that were refused, by reason. */
    Map<String, Long> getRefusals();

    /** Whether the machine has no file descriptors left. */
    boolean isDescriptorsExhausted();

    /** Takes no new sessions from now on; those that live may go on for the grace time. */
    void drain();

    /** Reads the configuration again; returns what became of it, with all problems. */
    String reload();

    /** Ends a session; false if there is none of this id. */
    boolean endSession(String id);
}
