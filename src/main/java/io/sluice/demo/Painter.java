package io.sluice.demo;

import java.time.Clock;
import java.time.LocalDateTime;

/**
 * Keeps the framebuffer up to date with the desktop, and the desktop with the clock, until the desktop is closed.
 *
 * <p>Never waits for a client: changes that come while it paints are painted together afterwards.
 */
final class Painter implements Runnable {
    private static final long MILLIS_PER_SECOND = 1000;

    private final Desktop desktop;
    private final Framebuffer framebuffer;
    private final Clock clock;
    private final Screen screen = new Screen();
    private long painted;

    /** Paints the first picture at once, so that no client ever sees an empty screen. */
    Painter(Desktop desktop, Framebuffer framebuffer, Clock clock) {
        this.desktop = desktop;
        this.framebuffer = framebuffer;
        this.clock = clock;
        paint();
    }

    @Override
    public void run() {
        try {
            while (desktop.awaitChange(painted, millisToNextSecond())) {
                desktop.showTime(LocalDateTime.now(clock));
                paint();
            }
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but to end it.
            Thread.currentThread().interrupt();
        }
    }

    private void paint() {
        Desktop.View view = desktop.view();
        painted = view.version();
        framebuffer.publish(screen.paint(view));
    }

    private long millisToNextSecond() {
        return MILLIS_PER_SECOND - Math.floorMod(clock.millis(), MILLIS_PER_SECOND);
    }
}
