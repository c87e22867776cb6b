package io.sluice.config;

/**
 * How much one route carries.
 *
 * @param sessions how many sessions at once; 0: no bound but the gateway's
 * @param sessionsPerUser how many sessions at once for each user; 0: no bound
 * @param sessionsPerAddress how many sessions at once for each client address; 0: no bound
 * @param bandwidth how many bytes a second all its sessions together may carry, each way; 0: no bound
 * @param bandwidthPerSession how many bytes a second one session may carry, each way; 0: no bound
 */
public record RouteLimits(
        int sessions, int sessionsPerUser, int sessionsPerAddress, long bandwidth, long bandwidthPerSession) {
    /** What holds where a file says nothing. */
    public static final RouteLimits DEFAULT = new RouteLimits(0, 0, 0, 0, 0);
}
