package io.sluice.conversation;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What has come to one end of a conversation so far. Filled by its reading thread, awaited by its acting one. */
final class Intake {
    /** What takes so long will never come. */
    private static final long HANGING_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** How a stream from the gateway ended. */
    enum End {
        NOT_YET,
        ORDERLY,
        RESET,
        /** This end had closed the connection itself. */
        CLOSED_HERE,
        /** Nothing came for so long that nothing ever will. */
        HUNG
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long pausedUntil = System.nanoTime();
    private boolean closed;
    private End end = End.NOT_YET;

    synchronized void add(byte[] more, int count) {
        bytes.write(more, 0, count);
        notifyAll();
    }

    /** A Close frame has come. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /** Nothing more will come; the first such news counts. */
    synchronized void end(End how) {
        if (end == End.NOT_YET) {
            end = how;
        }
        notifyAll();
    }

    /** Keeps the reading thread from reading for a while. How long is never what a verdict depends on. */
    synchronized void pause(int millis) {
        pausedUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Returns when reading may go on. On the reading thread. */
    void awaitTurn() {
        for (long left = pauseLeft(); left > 0; left = pauseLeft()) {
            LockSupport.parkNanos(left);
        }
    }

    private synchronized long pauseLeft() {
        return pausedUntil - System.nanoTime();
    }

    /** Returns when so many bytes have come, or no more will. */
    synchronized void awaitBytes(long count) {
        await(() -> bytes.size() >= count || over(), count + " bytes");
    }

    /** Returns when a Close frame has come, or none will. */
    synchronized void awaitClose() {
        await(this::over, "a Close frame");
    }

    /** Returns when nothing more will come. */
    synchronized void awaitEnd() {
        await(this::ended, "the end of the stream");
    }

    private synchronized void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + HANGING_NANOS;
        while (!condition.getAsBoolean()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new AssertionError("waited in vain for " + what + ", with " + this);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted while waiting for " + what, e);
            }
        }
    }

    /** Whether a Close frame has come, or the end of the stream. */
    synchronized boolean over() {
        return closed || ended();
    }

    synchronized boolean ended() {
        return end != End.NOT_YET;
    }

    synchronized End end() {
        return end;
    }

    synchronized byte[] bytes() {
        return bytes.toByteArray();
    }

    @Override
    public synchronized String toString() {
        return bytes.size() + " bytes received, end " + end;
    }
}
