package io.sluice.manage;

import io.sluice.relay.RelayEngine;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells operators who look on of the gateway's state, at once and then every second. One state is made for all of them,
 * and none while nobody looks. Nobody looks on for longer than five minutes without being asked again who it is. Used
 * from any thread.
 */
public final class LiveEvents implements AutoCloseable {
    static final int MOST = 16;
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Operations operations;
    private final RelayEngine engine;
    private final Semaphore places = new Semaphore(MOST);
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();

    /** How many ticks there were that no state was made for yet. */
    private final AtomicInteger due = new AtomicInteger();

    /** Guarded by this: whether a timer runs. */
    private boolean ticking;

    /** Guarded by this. */
    private boolean closed;

    /**
     * Of this gateway.
     *
     * @param engine whose timer and threads are used
     */
    public LiveEvents(Operations operations, RelayEngine engine) {
        this.operations = operations;
        this.engine = engine;
    }

    /** Keeps a place for one more who looks on; false if there is none. */
    boolean takePlace() {
        return places.tryAcquire();
    }

    /** Has whoever sent the request look on from now on, for whom a place was taken. */
    void subscribe(HttpServletRequest request, HttpServletResponse response) throws IOException {
        byte[] event;
        ServletOutputStream out;
        AsyncContext async;
        boolean begun = false;
        try {
            event = LiveState.event(operations);
            out = response.getOutputStream();
            async = request.startAsync();
            begun = true;
        } finally {
            if (!begun) {
                places.release();
            }
        }
        // From here on the place is given back when it is over, and only then.
        Subscriber[] self = new Subscriber[1];
        Subscriber subscriber = new Subscriber(async, out, () -> leave(self[0]));
        self[0] = subscriber;
        begin(subscriber, async, out, event);
    }

    private void begin(Subscriber subscriber, AsyncContext async, ServletOutputStream out, byte[] event) {
        try {
            async.setTimeout(0);
            async.addListener(subscriber);
            out.setWriteListener(subscriber);
        } catch (RuntimeException e) {
            subscriber.onError(e);
            return;
        }
        if (add(subscriber)) {
            subscriber.offer(event);
        } else {
            subscriber.end();
        }
        if (subscriber.gone()) {
            subscribers.remove(subscriber);
        }
    }

    private void leave(Subscriber subscriber) {
        subscribers.remove(subscriber);
        places.release();
    }

    /** Returns false when it is too late. */
    private synchronized boolean add(Subscriber subscriber) {
        if (closed) {
            return false;
        }
        subscribers.add(subscriber);
        if (!ticking) {
            ticking = true;
            engine.after(INTERVAL, this::tick);
        }
        return true;
    }

    /** On a loop's thread. */
    private void tick() {
        synchronized (this) {
            ticking = !closed && !subscribers.isEmpty();
            if (!ticking) {
                return;
            }
        }
        engine.after(INTERVAL, this::tick);
        if (due.getAndIncrement() == 0 && !engine.doInBackground(this::publish)) {
            due.set(0);
        }
    }

    /** One at a time; ticks that come while a state takes its time are one. */
    private void publish() {
        int ticks = due.get();
        try {
            while (ticks != 0) {
                byte[] event = LiveState.event(operations);
                int seconds = ticks;
                subscribers.forEach(subscriber -> {
                    subscriber.offer(event);
                    subscriber.grow(seconds);
                });
                ticks = due.addAndGet(-ticks);
            }
        } catch (RuntimeException | Error e) {
            due.set(0);
            throw e;
        }
    }

    /** Ends all; their browsers ask again, and are asked again who they are. */
    public void endAll() {
        subscribers.forEach(Subscriber::end);
    }

    /** Ends all for good. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        endAll();
    }
}
