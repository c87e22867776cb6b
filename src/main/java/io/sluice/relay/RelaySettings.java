package io.sluice.relay;

import java.time.Duration;

/**
 * The bounds of one relay.
 *
 * @param connect the longest time that name resolution and connecting may take together; positive
 * @param idle how long no byte may go either way; zero: for ever
 * @param stall how long the client may leave a send unfinished; zero: for ever
 * @param linger how long ending may take; positive
 * @param heartbeat how long the client may be silent before it is sent a Ping; silent for twice that, it counts as
 *     gone; zero: no heartbeat
 * @param maxSession how old a session may become; zero: any age
 * @param queue how many bytes from the client may wait for the target; positive
 * @param stalledUploads how many container threads, over all relays, may wait for targets that take nothing
 * @param bandwidth how fast bytes may go; shared by the sessions of one route
 */
public record RelaySettings(
        Duration connect,
        Duration idle,
        Duration stall,
        Duration linger,
        Duration heartbeat,
        Duration maxSession,
        long queue,
        int stalledUploads,
        Bandwidth bandwidth) {}
