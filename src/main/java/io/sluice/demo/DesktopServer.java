package io.sluice.demo;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * A small RFB 3.8 server (RFC 6143) on a free port of 127.0.0.1, with one desktop that all its clients see and draw on:
 * a clock, the trail of the pointer, and a field that shows what is typed or pasted.
 *
 * <p>Security type None, Raw encoding, any true-colour pixel format of 8, 16 or 32 bits; also answers clients of the
 * versions 3.3 and 3.7. A client that breaks the protocol loses its own connection only. At most 16 clients are served
 * at a time; further ones are closed at once. Safe for use by several threads.
 */
public final class DesktopServer implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 16;
    private static final String NAME = "sluice-demo-desktop";

    private final Desktop desktop;
    private final DaemonThread painting;
    private final LoopbackListener listener;

    private DesktopServer(Desktop desktop, DaemonThread painting, LoopbackListener listener) {
        this.desktop = desktop;
        this.painting = painting;
        this.listener = listener;
    }

    /**
     * Binds a free port of 127.0.0.1 and serves it on daemon threads until {@link #close()}. The desktop shows the time
     * of the system's zone.
     *
     * @return the running server
     * @throws IOException if no port can be bound
     */
    public static DesktopServer start() throws IOException {
        return start(Clock.system(ZoneId.systemDefault()));
    }

    static DesktopServer start(Clock clock) throws IOException {
        Desktop desktop = new Desktop(LocalDateTime.now(clock));
        Framebuffer framebuffer = new Framebuffer();
        Painter painter = new Painter(desktop, framebuffer, clock);
        LoopbackListener listener = new LoopbackListener(
                NAME, MAX_CONNECTIONS, socket -> new RfbConnection(socket, desktop, framebuffer).serve());
        return new DesktopServer(desktop, DaemonThread.start(NAME + "-paint", painter), listener);
    }

    /**
     * Returns the TCP port it listens on.
     *
     * @return a port between 1 and 65535; still the same after {@link #close()}
     */
    public int port() {
        return listener.port();
    }

    /** Ends the listening socket and all connections, and returns when all threads have ended. Idempotent. */
    @Override
    public void close() {
        listener.close();
        desktop.close();
        painting.join();
    }
}
