package io.sluice.relay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from the target to the client. Confined to the loop's thread: reads into a pooled buffer, hands it to the
 * client's side, and does not read again until that send has completed. So at most one buffer is in use, a client that
 * does not read holds the target back, and an idle session holds no buffer.
 *
 * <pre>
 *   READING ──bytes──► SENDING ──sent──► READING      once discarding, what is read goes nowhere
 *      └──end, reset──► ENDED
 * </pre>
 */
final class Download {
    private static final Logger LOG = LoggerFactory.getLogger(Download.class);

    /** How many bytes one session may send in one turn before the loop looks after the others. */
    private static final long TURN = 1024 * 1024;

    /**
     * A client that took this long for one send is not sent a large buffer next: that send would be under way for as
     * long as it takes, and {@code stall} and {@code linger} are for clients that take nothing.
     */
    private static final long SLOW_NANOS = 100_000_000;

    /** What a download has to tell its relay, on the loop's thread. */
    interface Listener {
        void sendBegan();

        /** A Ping began to be sent at this time, in nanoseconds of the loop's clock. */
        void pingBegan(long nanos);

        /** A send has ended; {@code sent} is false when the client is gone. */
        void sendEnded(boolean sent);

        /** The target's stream is at its end, and all of it has been sent or discarded. */
        void ended(boolean reset);

        /** There is no memory to read into. */
        void noRoom();

        /** The client's side has failed in a way that it must not. */
        void fault(Throwable e);
    }

    private final SelectorLoop loop;
    private final Upstream upstream;
    private final ClientSide client;
    private final DownloadBuffers buffers;
    private final Throttle throttle;
    private final Listener listener;
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong messages = new AtomicLong();

    /** Holds what is being read or sent; null in between. */
    private @Nullable ByteBuffer buffer;

    /** The send for which the container has the buffer; null when there is none. */
    private @Nullable Send sending;

    /** Whether there may be more to read at once. */
    private boolean more;

    /** Whether the target has much to send. */
    private boolean bulk;

    /** Whether the client took its time for what it was sent last. */
    private boolean slow;

    private boolean pinging;
    private boolean pingWanted;
    private boolean discarding;
    private boolean ended;

    Download(
            SelectorLoop loop,
            Upstream upstream,
            ClientSide client,
            DownloadBuffers buffers,
            Throttle throttle,
            Listener listener) {
        this.loop = loop;
        this.upstream = upstream;
        this.client = client;
        this.buffers = buffers;
        this.throttle = throttle;
        this.listener = listener;
    }

    /** How many bytes from the target were handed to the client so far. From any thread. */
    long delivered() {
        return delivered.get();
    }

    /** How many messages that were. From any thread. */
    long messages() {
        return messages.get();
    }

    /** Whether bytes or a Ping are being sent. */
    boolean busy() {
        return sending != null || pinging;
    }

    /** From now on, what the target sends is read and dropped, so that its end is seen. */
    void discard() {
        discarding = true;
        throttle.lift();
        if (!ended && !busy()) {
            upstream.wantRead(true);
        }
    }

    /** Reads and sends what is there. Called when the channel is readable. */
    void read() {
        long left = TURN;
        while (left > 0 && !busy() && !ended && isItsTurn()) {
            int count = readOnce();
            // A read that does not fill its buffer has emptied the socket.
            left = more ? left - count : 0;
        }
        if (sending == null) {
            // There may be more: the channel's interest stays set.
            releaseBuffer();
        }
    }

    private boolean isItsTurn() {
        if (throttle.isItsTurn(this::goOn)) {
            return true;
        }
        upstream.wantRead(false);
        return false;
    }

    /** Reads once, and sends it; returns how many bytes that was. */
    private int readOnce() {
        ByteBuffer into = emptyBuffer();
        buffer = into;
        more = false;
        if (into == null) {
            upstream.wantRead(false);
            listener.noRoom();
            return 0;
        }
        into.limit(Math.min(into.capacity(), throttle.most()));
        int count;
        try {
            count = upstream.read(into);
            throttle.moved(Math.max(0, count));
        } catch (NoRoomException e) {
            upstream.wantRead(false);
            listener.noRoom();
            return 0;
        } catch (IOException e) {
            LOG.debug("The target reset its connection", e);
            end(true);
            return 0;
        }
        if (count < 0) {
            end(false);
            return 0;
        }
        more = !into.hasRemaining();
        bulk = count >= DownloadBuffers.ORDINARY && !throttle.limits();
        if (!discarding && count > 0) {
            send(into.flip(), count);
        }
        return count;
    }

    /** The buffer at hand, unless a larger or a smaller one fits better what the target has to send. */
    private @Nullable ByteBuffer emptyBuffer() {
        boolean large = bulk && !slow;
        if (buffer != null && large != buffer.capacity() > DownloadBuffers.ORDINARY) {
            releaseBuffer();
        }
        if (buffer != null) {
            return buffer.clear();
        }
        return large ? buffers.acquireLarge() : buffers.acquire();
    }

    private void send(ByteBuffer payload, int count) {
        Send send = new Send(payload, count);
        sending = send;
        listener.sendBegan();
        try {
            client.send(payload, send);
        } catch (RuntimeException | Error e) {
            listener.fault(e);
            send.completed(false);
        }
        if (send.returnedPending()) {
            upstream.wantRead(false);
        }
    }

    /**
     * Sends a Ping as soon as nothing else is being sent, and nothing else until it is out: a container that sends
     * Pings blocking would have it wait behind a stream of messages for ever.
     */
    void ping() {
        if (busy()) {
            pingWanted = true;
            return;
        }
        pinging = true;
        upstream.wantRead(false);
        Downstream.SendCompletion completion = sent -> loop.execute(() -> {
            pinging = false;
            sendEnded(sent);
            goOn();
        });
        Runnable began = () -> {
            long now = loop.now();
            loop.execute(() -> listener.pingBegan(now));
        };
        client.ping(began, completion);
    }

    /**
     * The client is gone. Its container may never tell that a send has ended which was under way (Tomcat, when both
     * coincide), so that is not waited for: the buffer stays with the container, and comes back if it tells after all.
     */
    void clientGone() {
        Send abandoned = sending;
        discarding = true;
        throttle.lift();
        if (abandoned != null) {
            abandoned.abandoned = true;
            buffers.forget(abandoned.payload);
            buffer = null;
            sent(abandoned.count, false);
            goOn();
        }
    }

    private void sent(int count, boolean sent) {
        sending = null;
        if (sent) {
            messages.incrementAndGet();
            delivered.addAndGet(count);
        }
        sendEnded(sent);
    }

    /** Bytes or a Ping have been sent, or not: a Ping that became due meanwhile comes next. */
    private void sendEnded(boolean sent) {
        listener.sendEnded(sent);
        if (pingWanted && !ended && !discarding) {
            pingWanted = false;
            ping();
        }
    }

    private void goOn() {
        if (ended || busy()) {
            releaseBuffer();
        } else {
            upstream.wantRead(true);
            read();
        }
    }

    private void end(boolean reset) {
        ended = true;
        upstream.wantRead(false);
        listener.ended(reset);
    }

    /** No more is read. The buffer of a send that is under way is given back when that ends. */
    void stop() {
        ended = true;
        throttle.lift();
        if (sending == null) {
            releaseBuffer();
        }
    }

    private void releaseBuffer() {
        if (buffer != null) {
            buffers.release(buffer);
            buffer = null;
        }
    }

    /** One send. Completes on the loop within the call (the quick way), or from another thread later. */
    private final class Send implements Downstream.SendCompletion {
        private final ByteBuffer payload;
        private final int count;
        private final long began = loop.now();
        private final AtomicBoolean told = new AtomicBoolean();
        private boolean returned;
        private boolean completedInCall;

        /** Whether nobody waits for the completion any more. */
        private boolean abandoned;

        Send(ByteBuffer payload, int count) {
            this.payload = payload;
            this.count = count;
        }

        /** On the loop, after the call: true when the completion is still to come. */
        boolean returnedPending() {
            returned = true;
            return !completedInCall;
        }

        @Override
        public void completed(boolean sent) {
            if (told.getAndSet(true)) {
                // Twice would hand one buffer to two sessions.
                return;
            }
            if (loop.isCurrentThread() && !returned) {
                completedInCall = true;
                slow = false;
                sent(count, sent);
            } else {
                loop.execute(() -> completedLater(sent));
            }
        }

        private void completedLater(boolean sent) {
            if (abandoned) {
                buffers.recover(payload);
            } else {
                slow = loop.now() - began >= SLOW_NANOS;
                sent(count, sent);
                goOn();
            }
        }
    }
}
