package io.sluice.endpoint;

/**
 * Whether a WebSocket is read: some containers can stop that for a while without keeping a thread. A container's own
 * extension of that name, when there is one, is negotiated for every session, and its instances implement this.
 */
public interface Reading {
    /** The name of an extension that nobody sees but the container (Jetty calls those with an at sign internal). */
    String EXTENSION = "@sluice-reading";

    /** In a container that cannot stop reading. */
    Reading UNSTOPPABLE = new Reading() {
        @Override
        public boolean mayHoldThread() {
            return true;
        }

        @Override
        public boolean pause() {
            return false;
        }

        @Override
        public boolean resume() {
            return true;
        }
    };

    /** Whether the thread that delivers a message may be kept waiting: nobody else waits for it then. */
    boolean mayHoldThread();

    /**
     * Reads nothing more until {@link #resume}. Called on the thread that delivers a message; what is read already may
     * still come.
     *
     * @return false when the container cannot do that
     */
    boolean pause();

    /**
     * Reads on. From any thread; must not block.
     *
     * @return false when it is too early for that: the container has not come to pause yet
     */
    boolean resume();
}
