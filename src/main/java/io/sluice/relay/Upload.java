package io.sluice.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from the client to the target. The container's thread that delivers a message writes it straight to the
 * channel; what the channel does not take is queued, and the loop writes the queue when the channel is writable again.
 * Above the queue's bound nothing more is read from the client, where the container can do that; elsewhere its thread
 * waits. Either holds the client back.
 *
 * <p>Who may write the channel is one bit, {@link #loopWrites}: the container's thread while nothing is queued, the
 * loop otherwise, and always when bytes go at a bounded pace or encrypted. So bytes stay in order and the lock is never
 * held across I/O.
 */
final class Upload {
    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

    /** What an upload has to tell its relay. */
    interface Listener {
        /** The queue holds the first bytes that the channel did not take: write them. From the container's thread. */
        void queued();

        /** There is no room to keep what the client sent. From any thread. */
        void noRoom();

        /** Reading from the client is to be resumed soon: call {@link Upload#readOn} on the loop. From any thread. */
        void readOnSoon();

        /** The client is read again after nothing was read from it for a while. From any thread. */
        void readAgain();
    }

    private final Listener listener;
    private final Downstream client;
    private final UploadQueue queue;
    private final WaitingThreads waitingThreads;
    private final int waitingBound;

    /** Whether bytes go at a bounded pace, which only the loop keeps to. */
    private final boolean paced;

    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong messages = new AtomicLong();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();

    /** Guarded by the lock. Null until the target has accepted. */
    private @Nullable Upstream upstream;

    /** Guarded by the lock. What the container's thread may write to; null when only the loop writes. */
    private @Nullable PlainUpstream direct;

    /** Guarded by the lock. True while the loop is the one that writes, at first because there is no channel yet. */
    private boolean loopWrites = true;

    /** Guarded by the lock. True when nothing more is accepted: the session ends, or the target takes nothing more. */
    private boolean refusing;

    /** True while the container's thread is in {@link #accept}. Written by that thread only. */
    private volatile boolean accepting;

    /** Guarded by the lock. True while the container's thread waits for room. */
    private boolean waiting;

    /** Guarded by the lock. True while nothing is read from the client. */
    private boolean paused;

    /** Guarded by the lock. True from asking for {@link #readOn} until reading has been resumed. */
    private boolean resuming;

    /**
     * Whether a write failed because the target had reset its connection, rather than after it had ended its stream.
     */
    private volatile boolean reset;

    Upload(
            Listener listener,
            Downstream client,
            UploadQueue queue,
            WaitingThreads waitingThreads,
            int waitingBound,
            boolean paced) {
        this.listener = listener;
        this.client = client;
        this.queue = queue;
        this.waitingThreads = waitingThreads;
        this.waitingBound = waitingBound;
        this.paced = paced;
    }

    /** How many bytes from the client were accepted for the target so far. */
    long accepted() {
        return accepted.get();
    }

    /** One more message of the client. On the container's thread. */
    void countMessage() {
        messages.incrementAndGet();
    }

    /** How many messages the client has sent so far. */
    long messages() {
        return messages.get();
    }

    /** Whether nothing is read from the client at this moment, because the target takes too little. */
    boolean stalled() {
        lock.lock();
        try {
            return waiting || paused;
        } finally {
            lock.unlock();
        }
    }

    /** Whether something is queued. */
    boolean hasQueued() {
        lock.lock();
        try {
            return !queue.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether all that is accepted has been handed to the target, and nothing is just being accepted. */
    boolean flushed() {
        lock.lock();
        try {
            return queue.isEmpty() && (refusing || !accepting);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the container's thread may be in the middle of a write, whose failure is still to be told. */
    boolean writing() {
        return accepting && !stalled();
    }

    /** Whether the target was found to have reset its connection while something was written to it. */
    boolean foundReset() {
        return reset;
    }

    /**
     * Writes or queues all of the payload, and waits for room where reading cannot be paused. On the container's
     * thread, one at a time.
     */
    void accept(ByteBuffer payload) {
        accepting = true;
        try {
            accepted.addAndGet(payload.remaining());
            PlainUpstream target = directlyWritable();
            if (target != null) {
                target.write(payload);
            }
            if (payload.hasRemaining()) {
                enqueue(payload);
            }
        } catch (IOException e) {
            broken(e);
        } finally {
            accepting = false;
        }
    }

    private @Nullable PlainUpstream directlyWritable() {
        lock.lock();
        try {
            return loopWrites || refusing ? null : direct;
        } finally {
            lock.unlock();
        }
    }

    private void enqueue(ByteBuffer payload) {
        boolean counted = false;
        lock.lock();
        try {
            while (!refusing) {
                if (!(paused ? queue.appendReadAlready(payload) : queue.append(payload))) {
                    listener.noRoom();
                    return;
                }
                if (!loopWrites) {
                    loopWrites = true;
                    listener.queued();
                }
                if (!payload.hasRemaining()) {
                    return;
                }
                if (!paused && client.pauseReading()) {
                    paused = true;
                    continue;
                }
                if (!counted && !waitingThreads.tryEnter(waitingBound)) {
                    listener.noRoom();
                    return;
                }
                counted = true;
                waiting = true;
                room.awaitUninterruptibly();
            }
        } finally {
            waiting = false;
            if (refusing) {
                goOn();
            }
            lock.unlock();
            if (counted) {
                waitingThreads.leave();
            }
        }
    }

    /** The target has accepted: what was queued meanwhile is for this channel. On the loop's thread. */
    void connected(Upstream target) {
        lock.lock();
        try {
            upstream = target;
            direct = paced ? null : target.direct();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes what is queued, as far as the channel takes it. On the loop's thread.
     *
     * @param most how many bytes at most
     * @return how many bytes the channel has taken
     */
    long drain(long most) {
        Upstream target;
        ByteBuffer[] payload;
        lock.lock();
        try {
            target = upstream;
            if (target == null) {
                throw new IllegalStateException("Draining before the target has accepted");
            }
            if (!loopWrites) {
                return 0;
            }
            payload = queue.waiting(most);
        } finally {
            lock.unlock();
        }
        try {
            long count = target.write(payload);
            written(count);
            return count;
        } catch (IOException e) {
            failed(e);
            return 0;
        }
    }

    /**
     * Writing to the target has failed: nothing more is accepted, and what is queued is dropped. On the loop's thread.
     */
    void failed(IOException e) {
        broken(e);
        clear();
    }

    private void written(long count) {
        lock.lock();
        try {
            queue.removed(count);
            if (queue.hasAmpleRoom()) {
                goOn();
            }
            if (queue.isEmpty()) {
                loopWrites = false;
            }
        } finally {
            lock.unlock();
        }
    }

    /** With the lock. A client whose upload has ended is read too: its Close frame is still to come. */
    private void goOn() {
        if (waiting) {
            listener.readAgain();
            room.signal();
        }
        if (paused && !resuming) {
            resuming = true;
            listener.readOnSoon();
        }
    }

    /** Resumes reading from the client, or has this called again if that is too early. On the loop's thread. */
    void readOn() {
        lock.lock();
        try {
            if (waiting) {
                // What was read already is too much: there will be another time.
                resuming = false;
            } else if (client.resumeReading()) {
                listener.readAgain();
                paused = false;
                resuming = false;
            } else {
                listener.readOnSoon();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Accepts nothing more; a waiting thread goes on its way. What is queued stays. From any thread. */
    void refuse() {
        lock.lock();
        try {
            refusing = true;
            goOn();
        } finally {
            lock.unlock();
        }
    }

    /** Accepts nothing more and drops what is queued. On the loop's thread. */
    void clear() {
        lock.lock();
        try {
            refusing = true;
            goOn();
            queue.clear();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A target that takes nothing more may still have something to say, so the session goes on until its stream ends.
     * Whether that end is an orderly one is seen here: writing to a target that had ended its stream fails with EPIPE;
     * any other error, such as ECONNRESET, is reported once and never again on reading.
     */
    private void broken(IOException e) {
        LOG.debug("The target takes nothing more", e);
        if (e instanceof NoRoomException) {
            listener.noRoom();
        } else if (!String.valueOf(e.getMessage()).contains("Broken pipe")) {
            reset = true;
        }
        refuse();
    }
}
