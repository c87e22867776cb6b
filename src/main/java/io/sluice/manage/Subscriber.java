package io.sluice.manage;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A client that is told of the state whenever it can take one. What it cannot take in time it never gets: at most one
 * state waits, and no thread ever does. Used from any thread.
 */
final class Subscriber implements WriteListener, AsyncListener {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

    /** Then it has to ask again, and is asked again who it is. */
    private static final int LONGEST_SECONDS = 300;

    private final AsyncContext async;
    private final ServletOutputStream out;
    private final Runnable whenGone;
    private final AtomicReference<byte @Nullable []> next = new AtomicReference<>();
    private volatile boolean ending;

    /**
     * How often somebody wanted to {@link #proceed} since somebody last was done with it. Whoever finds none does it
     * for all. No lock: containers call back with locks of their own.
     */
    private final AtomicInteger wanted = new AtomicInteger();

    /** How many seconds it has lasted. Confined to whoever publishes. */
    private int seconds;

    /** Confined to whoever proceeds. */
    private boolean flushed = true;

    /** Written by whoever proceeds only. */
    private volatile boolean gone;

    /**
     * For a request that was made asynchronous.
     *
     * @param whenGone run once, when it is over
     */
    Subscriber(AsyncContext async, ServletOutputStream out, Runnable whenGone) {
        this.async = async;
        this.out = out;
        this.whenGone = whenGone;
    }

    /** Tells it of a state as soon as it can take one, in place of any that still waits. */
    void offer(byte[] event) {
        next.set(event);
        proceed();
    }

    /** So many more seconds have passed: ends it once it has lasted long enough. */
    void grow(int more) {
        seconds += more;
        if (seconds >= LONGEST_SECONDS) {
            end();
        }
    }

    /** Ends it. */
    void end() {
        ending = true;
        proceed();
    }

    /** Whether it is over. */
    boolean gone() {
        return gone;
    }

    @Override
    public void onWritePossible() {
        proceed();
    }

    @Override
    public void onError(Throwable cause) {
        LOG.debug("Somebody who looked on is gone", cause);
        end();
    }

    private void proceed() {
        if (wanted.getAndIncrement() != 0) {
            return;
        }
        int done = 1;
        while (done != 0) {
            if (!gone) {
                write();
            }
            done = wanted.addAndGet(-done);
        }
    }

    private void write() {
        try {
            while (!ending && out.isReady()) {
                if (!flushed) {
                    flushed = true;
                    out.flush();
                    continue;
                }
                byte[] event = next.getAndSet(null);
                if (event == null) {
                    return;
                }
                flushed = false;
                out.write(event);
            }
        } catch (IOException | RuntimeException e) {
            LOG.debug("Somebody who looked on is gone", e);
            ending = true;
        }
        if (ending) {
            complete();
        }
    }

    private void complete() {
        gone = true;
        next.set(null);
        try {
            async.complete();
        } catch (RuntimeException e) {
            // Mostly an IllegalStateException: it is over already.
            LOG.debug("The container does not end it", e);
        }
        whenGone.run();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onError(AsyncEvent event) {
        end();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // It is never started again.
    }
}
