package io.sluice.runner;

import io.sluice.endpoint.Reading;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.AbstractExtension;
import org.eclipse.jetty.websocket.core.Extension;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.eclipse.jetty.websocket.core.util.DemandChain;

/**
 * Stops Jetty from reading one WebSocket: an internal extension, which no client gets to know, that holds back the
 * demand for the next frame. A message that comes in one large frame is demanded part by part, so this takes effect
 * within a message too.
 *
 * <p>What a compressed message unpacks to is no longer demanded part by part (Jetty 12.1.8 fails the session then, see
 * its issue 14821), so a thread may have to wait for a target. That must not be the selector's: this stands next to the
 * network, and has a compressed session served on another thread.
 */
public final class JettyReading extends AbstractExtension implements DemandChain, Reading {
    /** Set before the session opens, and not again. */
    private DemandChain next = () -> {};

    /** Guarded by this. */
    private boolean paused;

    /** Guarded by this. True while the demand for the next frame is held back. */
    private boolean demanded;

    /** Made by Jetty, one for each session. */
    public JettyReading() {}

    @Override
    public String getName() {
        return EXTENSION;
    }

    /** Without Jetty's line for a log of this class, which would show what the client sends. */
    @Override
    public void onFrame(Frame frame, Callback callback) {
        getNextIncoming().onFrame(frame, callback);
    }

    /** Without such a line either. */
    @Override
    public void sendFrame(OutgoingEntry entry) {
        getNextOutgoing().sendFrame(entry);
    }

    @Override
    public void setNextDemand(DemandChain demand) {
        next = demand;
    }

    @Override
    public void demand() {
        if (mayHoldThread()) {
            leaveSelector();
        }
        synchronized (this) {
            if (paused) {
                demanded = true;
                return;
            }
        }
        next.demand();
    }

    private void leaveSelector() {
        if (getCoreSession() instanceof WebSocketCoreSession session
                && session.getConnection().getEndPoint() instanceof Inline.Served client) {
            client.inline().mayBlock();
        }
    }

    @Override
    public synchronized boolean pause() {
        paused = true;
        return true;
    }

    @Override
    public boolean resume() {
        synchronized (this) {
            paused = false;
            if (!demanded) {
                return true;
            }
            demanded = false;
        }
        next.demand();
        return true;
    }

    @Override
    public boolean mayHoldThread() {
        return getNextIncoming() instanceof Extension;
    }
}
