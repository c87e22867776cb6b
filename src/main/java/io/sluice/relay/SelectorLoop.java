package io.sluice.relay;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that owns target channels and timers. Everything that is confined to a loop runs in {@link #execute
 * tasks}, {@link ReadyHandler handlers} and timers on this thread, none of which may block. What one of them throws
 * ends its own work and never the loop.
 */
final class SelectorLoop implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(SelectorLoop.class);

    /** Told on the loop's thread that a channel is ready. */
    @FunctionalInterface
    interface ReadyHandler {
        /**
         * The channel is ready for these operations (bits of {@link SelectionKey}); 0 when its key was cancelled, so
         * that it never will be.
         */
        void ready(int operations);
    }

    private final Ticker ticker;
    private final Faults faults;
    private final Selector selector;
    private final Thread thread;
    private final Timers timers = new Timers();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /** Made once: without memory, making it would throw where nothing guards the loop. */
    private final Runnable fireTimers = this::fireTimers;

    private final AtomicBoolean wakeupPending = new AtomicBoolean();
    private volatile boolean stopping;

    SelectorLoop(String name, Ticker ticker, Faults faults) throws IOException {
        this.ticker = ticker;
        this.faults = faults;
        this.selector = Selector.open();
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs the task on the loop's thread, soon. From any thread. Ignored once the loop has stopped. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        wakeUp();
    }

    /** Looks at the clock and the timers anew; for clocks that jump. From any thread. */
    void wakeUp() {
        if (Thread.currentThread() != thread && wakeupPending.compareAndSet(false, true)) {
            selector.wakeup();
        }
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    long now() {
        return ticker.nanos();
    }

    /** On the loop's thread. */
    Timers timers() {
        return timers;
    }

    /** Hands readiness of a non-blocking channel to the handler, without interest in any operation yet. */
    SelectionKey register(SocketChannel channel, int operations, ReadyHandler handler) throws ClosedChannelException {
        return channel.register(selector, operations, handler);
    }

    /** Ends the thread and closes the channels it still owns. Returns when that is done. Not on the loop's thread. */
    void stop() {
        stopping = true;
        selector.wakeup();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopping) {
                select();
                runTasks();
                guarded(fireTimers);
            }
        } finally {
            // What was asked for before the stop, the end of a session say, is not forgotten.
            runTasks();
            closeAll();
        }
    }

    private void fireTimers() {
        timers.fire(ticker.nanos());
    }

    private void select() {
        try {
            long wait = tasks.isEmpty() ? timers.untilNext(ticker.nanos()) : 0;
            if (wait == 0) {
                selector.selectNow(this::handle);
            } else if (wait == Long.MAX_VALUE) {
                selector.select(this::handle);
            } else {
                // Rounded up: a wake-up before the deadline would spin until it is reached.
                selector.select(this::handle, TimeUnit.NANOSECONDS.toMillis(wait) + 1);
            }
        } catch (IOException | RuntimeException | Error e) {
            faults.report("Selecting failed", e);
        }
    }

    private void handle(SelectionKey key) {
        guarded(() -> ((ReadyHandler) key.attachment()).ready(readyOperations(key)));
    }

    private static int readyOperations(SelectionKey key) {
        try {
            return key.readyOps();
        } catch (CancelledKeyException e) {
            return 0;
        }
    }

    private void runTasks() {
        wakeupPending.set(false);
        // Only those of now: a task that comes back must not keep channels and timers waiting.
        for (int left = tasks.size(); left > 0; left--) {
            Runnable task = tasks.poll();
            if (task != null) {
                guarded(task);
            }
        }
    }

    /** An Error in one session's work, an OutOfMemoryError say, must not end the sessions of all others. */
    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            faults.report("A defect in the work of one session", e);
        }
    }

    private void closeAll() {
        List<SelectionKey> keys = new ArrayList<>(selector.keys());
        for (SelectionKey key : keys) {
            try {
                key.channel().close();
            } catch (IOException e) {
                LOG.debug("Closing a channel failed", e);
            }
        }
        try {
            selector.close();
        } catch (IOException e) {
            LOG.debug("Closing the selector failed", e);
        }
    }
}
