package io.sluice.relay;

import java.io.IOException;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator, who is the only one that can do something about it, why there is no TLS with a target. */
final class TlsTrouble {
    private static final Logger LOG = LoggerFactory.getLogger(TlsTrouble.class);

    private TlsTrouble() {}

    /** Writes one line, there. */
    static void log(Executor aside, IOException why) {
        // Part of the message may be the target's.
        String message = String.valueOf(why.getMessage()).replaceAll("\\p{Cntrl}+", " ");
        aside.execute(() -> LOG.warn("TLS with a target failed: {}", message));
    }
}
