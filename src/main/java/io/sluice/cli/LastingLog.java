package io.sluice.cli;

import java.util.logging.LogManager;

/**
 * The JDK's logging, which a shutdown hook of its own closes while Sluice's still ends sessions. This one stays open
 * until it is told that the last line is written. Made by the JDK, by its name.
 */
public final class LastingLog extends LogManager {
    private volatile boolean kept;

    /** Made by the JDK. */
    public LastingLog() {}

    /** Closes all handlers, unless the log is kept open. */
    @Override
    public void reset() {
        if (!kept) {
            super.reset();
        }
    }

    void keep() {
        kept = true;
    }

    void close() {
        kept = false;
        reset();
    }
}
