package io.sluice.bench;

/**
 * How a session ended.
 *
 * @param code the code of the Close frame; 1006 when there was none; the HTTP status where there was no 101
 * @param text the reason in the Close frame, or what broke
 * @param nanos when, as System.nanoTime tells it
 */
record Ending(int code, String text, long nanos) {
    /** Stands for a connection that ended without a Close frame. */
    static final int DROPPED = 1006;
}
