package io.sluice.relay;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads for what may block: name resolution, and the Ping and Close frames that some containers send blocking.
 * They come when needed and go when idle.
 */
final class BlockingThreads implements Executor {
    private static final int MOST = 32;
    private static final int IDLE_SECONDS = 10;

    private final String name;
    private final ThreadPoolExecutor pool;

    /** Guarded by itself: every thread that may still be alive. */
    private final List<Thread> threads = new ArrayList<>();

    private int number;

    /** Named so, with a number behind. */
    BlockingThreads(String name) {
        this.name = name;
        pool = new ThreadPoolExecutor(
                MOST, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
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

    @Override
    public void execute(Runnable work) {
        pool.execute(work);
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
