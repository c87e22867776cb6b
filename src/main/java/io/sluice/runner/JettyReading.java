package io.sluice.runner;

import io.sluice.endpoint.Reading;
import java.util.concurrent.Executor;
import org.eclipse.jetty.websocket.core.AbstractExtension;
import org.eclipse.jetty.websocket.core.Extension;
import org.eclipse.jetty.websocket.core.ExtensionConfig;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.util.DemandChain;

/**
 * Stops Jetty from reading one WebSocket: an internal extension, which no client gets to know, that holds back the
 * demand for the next frame. A message that comes in one large frame is demanded part by part, so this takes effect
 * within a message too. It stands between all other extensions and the session, so that what a compressed message has
 * unpacked to is held back as well.
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
        if (next instanceof Extension) {
            // It may have more to deliver, and does that at once.
            threads.execute(next::demand);
        } else {
            next.demand();
        }
        return true;
    }

    @Override
    public boolean mayHoldThread() {
        return false;
    }
}
