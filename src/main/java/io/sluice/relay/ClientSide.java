package io.sluice.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The client's end of a relay. Confined to the loop's thread; what may block runs elsewhere. */
final class ClientSide {
    private static final Logger LOG = LoggerFactory.getLogger(ClientSide.class);

    private final Downstream downstream;
    private final Executor blocking;

    /** Whether a Close frame is on its way. */
    private boolean closing;

    private boolean gone;

    ClientSide(Downstream downstream, Executor blocking) {
        this.downstream = downstream;
        this.blocking = blocking;
    }

    /** Sends bytes, as {@link Downstream#send} does. */
    void send(ByteBuffer payload, Downstream.SendCompletion completion) {
        downstream.send(payload, completion);
    }

    /**
     * Sends a Ping. Nothing else may be sent meanwhile.
     *
     * @param began told on another thread when it is its turn
     * @param completion told on another thread when that has ended
     */
    void ping(Runnable began, Downstream.SendCompletion completion) {
        blocking.execute(() -> {
            boolean sent = false;
            began.run();
            try {
                downstream.ping();
                sent = true;
            } catch (IOException | RuntimeException e) {
                LOG.debug("A heartbeat could not be sent", e);
            } finally {
                completion.completed(sent);
            }
        });
    }

    /** Sends the Close frame of this reason, unless one was sent or nobody is there to get it. */
    void close(CloseReason why) {
        if (!closing && !gone) {
            closing = true;
            blocking.execute(() -> downstream.close(why.code(), why.text()));
        }
    }

    /** Drops the connection, unless it is gone. */
    void abort() {
        if (!gone) {
            gone = true;
            blocking.execute(downstream::abort);
        }
    }

    /** The connection is gone, without doing of ours. */
    void markGone() {
        gone = true;
    }

    boolean gone() {
        return gone;
    }
}
