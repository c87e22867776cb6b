package io.sluice.config;

/**
 * How much one route carries.
 *
 * @param sessions how many sessions at once; 0: no bound but the gateway's
 * @param sessionsPerUser how many sessions at once for each user; 0: no bound
 */
public record RouteLimits(int sessions, int sessionsPerUser) {
    /** What holds where a file says nothing. */
    public static final RouteLimits DEFAULT = new RouteLimits(0, 0);
}
