package io.sluice.runner;

import io.sluice.endpoint.Reading;
import java.util.concurrent.Executor;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.AbstractExtension;
import org.eclipse.jetty.websocket.core.Extension;
import org.eclipse.jetty.websocket.core.ExtensionConfig;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.util.DemandChain;

/**
 * Stops Jetty from reading one WebSocket: an internal extension, which no client gets to know, that holds back the
 * demand for the next frame. A message that comes in one large frame is demanded part by part, so this takes effect
 * within a message too.
 *
 * <p>What a compressed message unpacks to is no longer demanded part by part (Jetty 12.1.8 fails the session then, see
 * its issue 14821), so a thread may have to wait for a target. That must not be the selector's (see {@link Inline}):
 * this stands next to the network, and hands the frames of a compressed session to threads of Jetty's.
 */
public final class JettyReading extends AbstractExtension implements DemandChain, Reading {
    /** Set before the session opens, and not again. */
    private DemandChain next = () -> {};

    /** Set before the session opens, and not again. */
    private Executor threads = Runnable::run;

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

    @Override
    public void init(ExtensionConfig config, WebSocketComponents components) {
        super.init(config, components);
        threads = components.getExecutor();
    }

    @Override
    public void setNextDemand(DemandChain demand) {
        next = demand;
    }

    @Override
    public void demand() {
        synchronized (this) {
            if (paused) {
                demanded = true;
                return;
            }
        }
        next.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        if (!mayHoldThread()) {
            super.onFrame(frame, callback);
            return;
        }
        // In order all the same: the next frame comes when it is demanded, which is after this one.
        threads.execute(() -> {
            try {
                super.onFrame(frame, callback);
            } catch (RuntimeException e) {
                callback.failed(e);
            }
        });
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
