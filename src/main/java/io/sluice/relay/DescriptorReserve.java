package io.sluice.relay;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a few of the system's file descriptors open and unused. When there are no others left, they are let go: the
 * session that is just being set up gets one of them, and the rest lets the container accept connections, so that it
 * can answer them. From then on, until the reserve could be filled again, {@link #exhausted} says that no session may
 * begin. Used from any thread.
 */
public final class DescriptorReserve {
    private static final Logger LOG = LoggerFactory.getLogger(DescriptorReserve.class);

    /** As many as a burst of refused handshakes takes. */
    private static final int SIZE = 32;

    /** Opens something that takes a descriptor. */
    @FunctionalInterface
    interface Opener<T> {
        T open() throws IOException;
    }

    private final Executor aside;
    private final Opener<? extends Closeable> spare;

    /** Guarded by this. */
    private final Deque<Closeable> reserve = new ArrayDeque<>();

    /** Guarded by this. Once true, nothing is kept any more. */
    private boolean closed;

    private volatile boolean exhausted;

    /** A reserve of sockets, as far as there are any. */
    DescriptorReserve(Executor aside) {
        this(aside, SocketChannel::open);
    }

    /** A reserve of these. */
    DescriptorReserve(Executor aside, Opener<? extends Closeable> spare) {
        this.aside = aside;
        this.spare = spare;
        refill();
    }

    /** Opens something; out of the reserve, if there is no other way. */
    <T> T open(Opener<T> opener) throws IOException {
        try {
            return opener.open();
        } catch (IOException e) {
            ranOut(e);
            return opener.open();
        }
    }

    /** No descriptor could be had: lets go of the reserve. */
    public synchronized void ranOut(IOException why) {
        letGo();
        if (!exhausted) {
            exhausted = true;
            String message = why.getMessage();
            aside.execute(() -> LOG.warn("No session may begin until file descriptors are free again: {}", message));
        }
    }

    /** Whether there are too few descriptors for more sessions. */
    public boolean exhausted() {
        return exhausted;
    }

    /** Looks whether there are descriptors to fill the reserve with, and one more. Called now and then. */
    synchronized void refill() {
        if (closed) {
            return;
        }
        try {
            // Once more than is kept, so that sessions do not begin again only to find none left.
            for (int most = exhausted ? 2 * SIZE : SIZE + 1; reserve.size() < most; ) {
                reserve.add(spare.open());
            }
            while (reserve.size() > SIZE) {
                reserve.remove().close();
            }
            if (exhausted) {
                exhausted = false;
                aside.execute(() -> LOG.info("There are file descriptors again: sessions may begin"));
            }
        } catch (IOException e) {
            ranOut(e);
        }
    }

    /** Keeps none from now on. */
    synchronized void close() {
        closed = true;
        letGo();
    }

    private void letGo() {
        for (Closeable held = reserve.poll(); held != null; held = reserve.poll()) {
            try {
                held.close();
            } catch (IOException e) {
                LOG.debug("A spare descriptor could not be closed", e);
            }
        }
    }
}
