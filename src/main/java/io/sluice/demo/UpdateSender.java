package io.sluice.demo;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers one client's update requests (RFC 6143 sections 7.5.3 and 7.6.1), in Raw encoding, on a thread of its own:
 * {@link #run()}.
 *
 * <p>The monitor guards the outstanding request, the pixel format and whether the sender is closed. It is held while
 * pixels are copied, with the framebuffer's monitor inside it, but never while writing: a slow client delays only
 * itself.
 */
final class UpdateSender implements Runnable {
    private static final int FRAMEBUFFER_UPDATE = 0;
    private static final int RAW = 0;
    private static final int MAX_PIXELS_AT_ONCE = 4096;
    private static final int BUFFER_BYTES = 32 * 1024;

    private record Request(boolean incremental, Area area) {}

    private record Update(PixelFormat format, List<Patch> patches) {}

    private final Framebuffer framebuffer;
    private final DataOutputStream out;

    // Used by the sending thread only.
    private final Framebuffer.Seen seen = new Framebuffer.Seen();

    // Guarded by this.
    private PixelFormat format = PixelFormat.NATIVE;
    private @Nullable Request outstanding;
    private boolean closed;

    UpdateSender(Framebuffer framebuffer, OutputStream out) {
        this.framebuffer = framebuffer;
        this.out = new DataOutputStream(new BufferedOutputStream(out, BUFFER_BYTES));
    }

    /** Sets the format of all updates not yet begun. */
    synchronized void use(PixelFormat wanted) {
        format = wanted;
    }

    /**
     * Asks for an update. An incremental one waits until something in the area has changed. A client has one request
     * outstanding; a further one widens it. What lies off the screen is left out, and a request for nothing else is
     * ignored.
     */
    synchronized void request(boolean incremental, Area area) {
        Area visible = area.intersection(Framebuffer.BOUNDS);
        if (visible.isEmpty()) {
            return;
        }
        outstanding = outstanding == null
                ? new Request(incremental, visible)
                : new Request(incremental && outstanding.incremental(), visible.union(outstanding.area()));
        notifyAll();
    }

    /** Makes {@link #run()} end, unless it is writing; for that the socket is to be closed. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Sends updates until {@link #close()} or until the client is gone. */
    @Override
    public void run() {
        Runnable wake = this::wake;
        framebuffer.addListener(wake);
        try {
            for (Update update = next(); update != null; update = next()) {
                write(update);
            }
        } catch (IOException e) {
            // The client is gone, which the thread that reads from it finds out as well.
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but to end it.
            Thread.currentThread().interrupt();
        } finally {
            framebuffer.removeListener(wake);
        }
    }

    private synchronized void wake() {
        notifyAll();
    }

    private synchronized @Nullable Update next() throws InterruptedException {
        while (!closed) {
            if (outstanding != null) {
                List<Patch> patches = answer(outstanding);
                if (!patches.isEmpty()) {
                    outstanding = null;
                    return new Update(format, patches);
                }
            }
            wait();
        }
        return null;
    }

    private List<Patch> answer(Request request) {
        return request.incremental()
                ? framebuffer.copyChanges(request.area(), seen)
                : List.of(framebuffer.copy(request.area(), seen));
    }

    private void write(Update update) throws IOException {
        out.writeByte(FRAMEBUFFER_UPDATE);
        out.writeByte(0);
        out.writeShort(update.patches().size());
        byte[] wire = new byte[MAX_PIXELS_AT_ONCE * update.format().bytesPerPixel()];
        for (Patch patch : update.patches()) {
            out.writeShort(patch.area().x());
            out.writeShort(patch.area().y());
            out.writeShort(patch.area().width());
            out.writeShort(patch.area().height());
            out.writeInt(RAW);
            int[] pixels = patch.pixels();
            for (int from = 0; from < pixels.length; from += MAX_PIXELS_AT_ONCE) {
                int count = Math.min(MAX_PIXELS_AT_ONCE, pixels.length - from);
                update.format().encode(pixels, from, count, wire);
                out.write(wire, 0, count * update.format().bytesPerPixel());
            }
        }
        out.flush();
    }
}
