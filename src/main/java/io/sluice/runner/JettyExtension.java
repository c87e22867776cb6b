package io.sluice.runner;

import io.sluice.endpoint.Closing;
import io.sluice.endpoint.Reading;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.AbstractExtension;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.Extension;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.OutgoingEntry;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;
import org.eclipse.jetty.websocket.core.util.DemandChain;

/**
 * What one WebSocket of Jetty's lacks: an internal extension, which no client gets to know.
 *
 * <p>It stops Jetty from reading: it holds back the demand for the next frame. A message that comes in one large frame
 * is demanded part by part, so this takes effect within a message too.
 *
 * <p>What a compressed message unpacks to is no longer demanded part by part (Jetty 12.1.8 fails the session then, see
 * its issue 14821), so a thread may have to wait for a target. That must not be the selector's: this stands next to the
 * network, and has a compressed session served on another thread.
 *
 * <p>It has Jetty wait for the answer to any Close frame. By itself Jetty does so only where it takes the code for an
 * ordinary one, and closes the connection at once otherwise. So it is given an ordinary one, in whose place the right
 * one is sent.
 */
public final class JettyExtension extends AbstractExtension implements DemandChain, Reading, Closing {
    /** Of those that are left to applications (RFC 6455 section 7.4.2); no client ever sees it. */
    private static final int STAND_IN = 4999;

    /** Set before the session opens, and not again. */
    private DemandChain next = () -> {};

    /** Guarded by this. */
    private boolean paused;

    /** Guarded by this. True while the demand for the next frame is held back. */
    private boolean demanded;

    /** Zero until the session is about to be closed by the gateway. */
    private volatile int closeCode;

    /** Made by Jetty, one for each session. */
    public JettyExtension() {}

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
        boolean last = entry.getFrame().getOpCode() == OpCode.CLOSE;
        getNextOutgoing().sendFrame(last ? withCloseCode(entry) : entry);
    }

    private OutgoingEntry withCloseCode(OutgoingEntry entry) {
        CloseStatus status = CloseStatus.getCloseStatus(entry.getFrame());
        if (status.getCode() != STAND_IN || closeCode == 0) {
            return entry;
        }
        Frame frame = CloseStatus.toFrame(closeCode, status.getReason());
        return new OutgoingEntry.Builder(entry).frame(frame).build();
    }

    @Override
    public int closingWith(int code) {
        closeCode = code;
        return STAND_IN;
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
