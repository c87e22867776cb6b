package io.sluice.route;

import java.util.concurrent.Semaphore;

/**
 * Bounds how many threads of the container may wait at once for what tells targets: Redis, HTTP services, name servers,
 * and those that have keys. One for all routes, so that a slow one of them cannot take the container's threads.
 */
final class Lookups {
    /** How many may be under way by default. */
    static final int MOST = 32;

    /** One that is under way; closed when it is over. */
    interface Place extends AutoCloseable {
        @Override
        void close();
    }

    private final Semaphore room;

    /** So many at once. */
    Lookups(int most) {
        room = new Semaphore(most);
    }

    /**
     * Begins one, if there is room.
     *
     * @throws SourceDownException if there is none
     */
    Place begin() throws SourceDownException {
        if (!room.tryAcquire()) {
            throw new SourceDownException("too many look-ups are under way already");
        }
        return room::release;
    }
}
