package io.sluice.endpoint;

/**
 * How a container is made to wait for the client's answer to a Close frame (RFC 6455 section 7.1.1). One that does not,
 * and closes the connection right behind the frame, keeps it from clients that are still sending: their system tells
 * them of a broken connection instead.
 */
public interface Closing {
    /** In a container that waits, or cannot be made to. */
    Closing PLAIN = code -> code;

    /**
     * The session is about to be closed with this code, which is what the client will see.
     *
     * @return the code to close it with
     */
    int closingWith(int code);
}
