package io.sluice.runner;

/**
 * The turn of one connection on the thread that reads it. Jetty reads until there is nothing, so a client that sends as
 * fast as it is read would keep the thread, and all other clients of it waiting. Not thread-safe: a connection is read
 * on one thread at a time.
 */
final class Turn {
    /** How many bytes may be read in one turn, and then as many as the buffer takes that reaches it. */
    static final int BYTES = 1024 * 1024;

    private int read;
    private boolean over;

    /** Whether nothing more is to be read in this turn. True once: after that is the next turn. */
    boolean takeEnd() {
        if (!over) {
            return false;
        }
        over = false;
        read = 0;
        return true;
    }

    /** So many bytes were read; 0 and less when there were none, which ends a turn by itself. */
    void read(int count) {
        read = count > 0 ? read + count : 0;
        over = read >= BYTES;
    }

    /** Nothing more is to be read in this turn. */
    void end() {
        over = true;
    }
}
