package io.sluice.relay;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TLS handshake with a target that has accepted. Confined to the loop's thread; what takes time (checking
 * certificates, say) is done elsewhere, and meanwhile the engine is left alone.
 *
 * <pre>
 *   EXCHANGING ──there is something to reckon──► RECKONING
 *       │    ▲───────────────done────────────────┘  │
 *       └──finished, failed, cancelled──► OVER ◄────┘ cancelled
 * </pre>
 */
final class TlsHandshake implements SelectorLoop.ReadyHandler {
    private static final Logger LOG = LoggerFactory.getLogger(TlsHandshake.class);

    /** Where a handshake is. */
    private enum State {
        /** Records go to and fro, as far as the channel is ready for it. */
        EXCHANGING,
        /** The engine's delegated tasks run on another thread, to which the engine belongs meanwhile. */
        RECKONING,
        /** Nothing happens any more. */
        OVER
    }

    /** What a handshake comes to; called once, on the loop's thread, unless it is cancelled before. */
    interface Outcome {
        /** There is TLS with the target; its channel is registered without interest. */
        void finished(SelectionKey key, TlsRecords records);

        /** The target does not speak TLS, breaks off, or is not who it should be; or there is no memory. */
        void failed(IOException why);

        /** The gateway's side has failed in a way that it must not. */
        void broken(RuntimeException defect);
    }

    private final SelectorLoop loop;
    private final SelectionKey key;
    private final TlsRecords records;
    private final Executor reckoning;
    private final Outcome outcome;
    private State state = State.EXCHANGING;

    /**
     * A handshake that is still to begin.
     *
     * @param key of the channel that these records go through
     * @param reckoning where the engine's delegated tasks run
     */
    TlsHandshake(SelectorLoop loop, SelectionKey key, TlsRecords records, Executor reckoning, Outcome outcome) {
        this.loop = loop;
        this.key = key;
        this.records = records;
        this.reckoning = reckoning;
        this.outcome = outcome;
    }

    /** Begins. */
    void start() {
        key.attach(this);
        exchange(() -> records.engine().beginHandshake());
    }

    @Override
    public void ready(int operations) {
        if (state == State.EXCHANGING) {
            exchange(() -> {});
        }
    }

    /** Gives up without an outcome; the channel is the caller's to close. */
    void cancel() {
        state = State.OVER;
        records.drop();
    }

    /** What an engine may refuse to do. */
    @FunctionalInterface
    private interface EngineStep {
        void run() throws SSLException;
    }

    private void exchange(EngineStep first) {
        try {
            first.run();
            exchange();
        } catch (IOException e) {
            sendAlert();
            cancel();
            outcome.failed(e);
        } catch (RuntimeException e) {
            // What a trust manager throws in a delegated task comes here, too.
            cancel();
            outcome.broken(e);
        }
    }

    /** Goes on until the channel is not ready, or something is to be reckoned, or the handshake is finished. */
    private void exchange() throws IOException {
        // A target that sends without end is read once in a turn: the connect timeout and other sessions get theirs.
        boolean mayRead = true;
        while (true) {
            switch (records.engine().getHandshakeStatus()) {
                case NEED_TASK -> {
                    reckon();
                    return;
                }
                case NEED_WRAP -> {
                    if (!records.hasRoom() && !records.flush()) {
                        key.interestOps(SelectionKey.OP_WRITE);
                        return;
                    }
                    unlessClosed(records.encryptNothing());
                }
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    // The target will not say anything before it has got what we say.
                    if (!records.flush()) {
                        key.interestOps(SelectionKey.OP_WRITE);
                        return;
                    }
                    if (unlessClosed(records.decrypt()) == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
                        if (!mayRead || !fill()) {
                            key.interestOps(SelectionKey.OP_READ);
                            return;
                        }
                        mayRead = false;
                    }
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    if (!records.flush()) {
                        key.interestOps(SelectionKey.OP_WRITE);
                        return;
                    }
                    state = State.OVER;
                    key.interestOps(0);
                    outcome.finished(key, records);
                    return;
                }
            }
        }
    }

    private static SSLEngineResult.Status unlessClosed(SSLEngineResult result) throws SSLException {
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
            throw new SSLException("The target ended the TLS handshake");
        }
        return result.getStatus();
    }

    /** Returns whether anything came. */
    private boolean fill() throws IOException {
        int count = records.fill();
        if (count < 0) {
            throw new SSLException("The target closed its connection in the TLS handshake");
        }
        return count > 0;
    }

    private void reckon() {
        state = State.RECKONING;
        key.interestOps(0);
        SSLEngine engine = records.engine();
        reckoning.execute(() -> {
            try {
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
            } finally {
                loop.execute(this::reckoned);
            }
        });
    }

    private void reckoned() {
        if (state == State.RECKONING) {
            state = State.EXCHANGING;
            exchange(() -> {});
        }
    }

    /** The target's operator may want to know as well why there is no TLS. */
    private void sendAlert() {
        try {
            boolean more = true;
            while (records.flush()
                    && more
                    && records.engine().getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP) {
                more = records.encryptNothing().bytesProduced() > 0;
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("A TLS alert could not be sent", e);
        }
    }
}
