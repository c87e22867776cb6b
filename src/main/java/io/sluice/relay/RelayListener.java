package io.sluice.relay;

import java.time.Duration;

/** Told of the turns in one relay's life, on its loop's thread: it must not block. */
public interface RelayListener {
    /**
     * The target has accepted.
     *
     * @param dial how long name resolution and connecting took
     */
    void connected(Duration dial);

    /**
     * Both ends are gone, and the relay holds nothing any more. The last call.
     *
     * @param reason why it ended
     */
    void closed(CloseReason reason);
}
