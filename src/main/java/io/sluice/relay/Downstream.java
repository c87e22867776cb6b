package io.sluice.relay;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The client's side of a relay: a WebSocket, as far as a relay needs to know. */
public interface Downstream {
    /**
     * Sends bytes to the client without blocking. The relay never has two sends under way, and leaves the buffer alone
     * until this one has completed.
     *
     * @param payload what to send, from its position to its limit; at least one byte
     * @param completion told once, from any thread, also from within this call
     */
    void send(ByteBuffer payload, SendCompletion completion);

    /**
     * Sends a Ping frame. May block for a while; never called while a send is under way.
     *
     * @throws IOException if the client is gone
     */
    void ping() throws IOException;

    /**
     * Sends a Close frame and lets the closing handshake take its course. May block for a while; called at most once,
     * and never while a send is under way.
     *
     * @param code the close code
     * @param reason the reason phrase, may be empty
     */
    void close(int code, String reason);

    /** Drops the connection without a closing handshake, whatever is under way. May block for a while. */
    void abort();

    /**
     * Whether the thread that delivers what the client sends may be kept waiting for the target. If not, what cannot be
     * kept ends the session.
     */
    boolean mayHoldThread();

    /**
     * Stops reading from the client, so that no thread need wait while the target takes nothing. What was read already
     * may still be delivered. Called on the thread that delivers.
     *
     * @return false when the container cannot do that, so that nothing has changed
     */
    boolean pauseReading();

    /**
     * Reads on after a pause. Must not block.
     *
     * @return false when the container is still about to pause, so that this is to be called again soon
     */
    boolean resumeReading();

    /** Told when a send has ended. */
    interface SendCompletion {
        /**
         * The send has ended.
         *
         * @param sent true when the bytes were handed on, false when the client is gone
         */
        void completed(boolean sent);
    }
}
