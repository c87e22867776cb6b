package io.sluice.relay;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/**
 * The target's end of a relay: being dialled, then a channel with its two directions. Confined to the loop's thread.
 */
final class TargetSide {
    /** What a target's side has to tell its relay, on the loop's thread. */
    interface Listener {
        /** What had to wait for its turn may be drained. */
        void itIsItsTurn();

        /** Something of what was queued has been written. */
        void drained();
    }

    private final Upload upload;
    private final Throttle throttle;
    private final Listener listener;

    /** Null before and after dialling. */
    private @Nullable Dial dial;

    /** Null until the target has accepted. */
    private @Nullable Upstream upstream;

    /** Null until the target has accepted; read from any thread. */
    private volatile @Nullable Download download;

    private boolean endSent;
    private boolean gone;

    TargetSide(Upload upload, Throttle throttle, Listener listener) {
        this.upload = upload;
        this.throttle = throttle;
        this.listener = listener;
    }

    void dialling(Dial begun) {
        dial = begun;
    }

    void dialFailed() {
        dial = null;
    }

    /** The target has accepted. */
    void connected(Upstream channel, Download reading) {
        dial = null;
        upstream = channel;
        download = reading;
        upload.connected(channel);
    }

    /** Null until the target has accepted. From any thread. */
    @Nullable
    Download download() {
        return download;
    }

    /** Whether something of the target, or a Ping, is on its way to the client. */
    boolean sending() {
        Download reading = download;
        return reading != null && reading.busy();
    }

    /** The client is gone: nothing that is on its way to it is waited for. */
    void clientGone() {
        Download reading = download;
        if (reading != null) {
            reading.clientGone();
        }
    }

    /** The channel is ready. */
    void ready(int operations) {
        if ((operations & SelectionKey.OP_WRITE) != 0) {
            flush();
            drain();
        }
        Download reading = download;
        if ((operations & SelectionKey.OP_READ) != 0 && reading != null) {
            reading.read();
        }
    }

    private void flush() {
        if (upstream == null || gone) {
            return;
        }
        try {
            upstream.flush();
        } catch (IOException e) {
            upload.failed(e);
        }
    }

    /** Writes what the client has sent, as far as the channel takes it and its pace allows. */
    void drain() {
        if (upstream == null || gone) {
            return;
        }
        if (!throttle.isItsTurn(listener::itIsItsTurn)) {
            upstream.wantWrite(false);
            return;
        }
        long count = upload.drain(throttle.most());
        throttle.moved(count);
        if (count > 0) {
            listener.drained();
        }
        upstream.wantWrite(upload.hasQueued());
    }

    /**
     * The session ends: what the target sends from now on goes nowhere, and what the client has sent goes as fast as it
     * can.
     */
    void hurry() {
        throttle.lift();
        drain();
        Download reading = download;
        if (reading != null) {
            reading.discard();
        }
    }

    /** Goes as far towards the end as what is still to be flushed allows; called again when something was flushed. */
    void end(CloseReason.TargetAction action) {
        if (action != CloseReason.TargetAction.CLOSE && !upload.flushed()) {
            return;
        }
        if (upstream == null || action == CloseReason.TargetAction.CLOSE) {
            close();
        } else if (!endSent) {
            endSent = true;
            upstream.end();
        }
    }

    /** Gives up the dial, or closes the channel. */
    void close() {
        gone = true;
        if (dial != null) {
            dial.cancel();
            dial = null;
        }
        Download reading = download;
        if (reading != null) {
            reading.stop();
        }
        throttle.lift();
        if (upstream != null) {
            upstream.close();
        }
        upload.clear();
    }

    boolean gone() {
        return gone;
    }
}
