package io.sluice.bench;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a client that talks to an echo does.
 *
 * @param smallest the shortest message, in bytes
 * @param largest the longest message, in bytes; lengths between are chosen so that each magnitude is as likely
 * @param pause between an echo and the next message
 * @param echoes how many messages before it closes the session
 */
record EchoPlan(int smallest, int largest, Duration pause, long echoes) {
    /** Small messages without end, one after the other. */
    static EchoPlan busy() {
        return new EchoPlan(64, 64, Duration.ZERO, Long.MAX_VALUE);
    }

    /** One small message, and then a session that goes on in silence. */
    static EchoPlan once() {
        return new EchoPlan(64, 64, Duration.ofDays(1), Long.MAX_VALUE);
    }

    int nextSize() {
        double share = ThreadLocalRandom.current().nextDouble();
        return (int) Math.round(smallest * Math.pow((double) largest / smallest, share));
    }
}
