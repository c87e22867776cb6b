package io.sluice.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for what may block. They come when needed and go when idle. */
final class BlockingThreads implements Executor {
    private static final int IDLE_SECONDS = 10;

    private final String name;
    private final ThreadPoolExecutor pool;

    /** Guarded by itself: every thread that may still be alive. */
    private final List<Thread> threads = new ArrayList<>();

    private int number;

    /**
     * So many threads at most, named so, with a number behind.
     *
     * @param longestQueue how much may wait for a thread; {@link #execute} refuses more
     */
    BlockingThreads(String name, int most, int longestQueue) {
        this.name = name;
        pool = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(longestQueue), this::thread);
        pool.allowCoreThreadTimeOut(true);
    }

    private Thread thread(Runnable work) {
        synchronized (threads) {
            Thread thread = new Thread(work, name + number++);
            thread.setDaemon(true);
            threads.removeIf(old -> old.getState() == Thread.State.TERMINATED);
            threads.add(thread);
            return thread;
        }
    }

    /**
     * Runs it soon, in turn.
     *
     * @throws java.util.concurrent.RejectedExecutionException if too much waits already, or this has stopped
     */
    @Override
    public void execute(Runnable work) {
        pool.execute(work);
    }

    /** Has what is still being done end soon, without waiting for it. */
    void interrupt() {
        pool.shutdownNow();
    }

    /** Lets what was begun end, for so long at most, and returns when the threads are gone. */
    void stop(long longestMillis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(longestMillis);
        pool.shutdown();
        if (!pool.awaitTermination(longestMillis, TimeUnit.MILLISECONDS)) {
            pool.shutdownNow();
        }
        List<Thread> left;
        synchronized (threads) {
            left = List.copyOf(threads);
        }
        for (Thread thread : left) {
            // The pool says it has terminated a moment before its threads have; a container looks at the threads.
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        }
    }
}
