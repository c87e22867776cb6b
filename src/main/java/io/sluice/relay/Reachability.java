package io.sluice.relay;

/** Whether a destination takes connections, as far as that could be found out. */
public enum Reachability {
    /** It has accepted one. */
    REACHABLE,
    /** It has refused, did not answer, or has no address. */
    UNREACHABLE,
    /** That could not be found out, for want of descriptors, say. */
    UNKNOWN
}
