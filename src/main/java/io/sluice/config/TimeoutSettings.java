package io.sluice.config;

import java.time.Duration;

/**
 * How long things may take; zero means without bound, where that is allowed.
 *
 * @param connect finding and connecting to the target; positive
 * @param idle no byte either way
 * @param stall the client takes nothing although there is something to take
 * @param linger ending a session; positive
 * @param heartbeat silence of the client before it is asked for a sign of life
 * @param maxSession a session's whole life
 */
public record TimeoutSettings(
        Duration connect, Duration idle, Duration stall, Duration linger, Duration heartbeat, Duration maxSession) {
    /** What holds where a file says nothing. */
    public static final TimeoutSettings DEFAULT = new TimeoutSettings(
            Duration.ofSeconds(10),
            Duration.ofHours(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ZERO);
}
