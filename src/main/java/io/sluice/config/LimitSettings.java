package io.sluice.config;

/**
 * How much the whole gateway carries.
 *
 * @param sessions how many sessions at once; positive
 * @param queue how many bytes from one client may wait for its target; positive
 * @param stalledUploads how many of the container's threads may wait at once for targets that take nothing
 */
public record LimitSettings(int sessions, long queue, int stalledUploads) {
    /** What holds where a file says nothing. */
    public static final LimitSettings DEFAULT = new LimitSettings(10_000, 256 * 1024, 64);
}
