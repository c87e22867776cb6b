package io.sluice.demo.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/** All threads of the SSH server, so that they can be waited for. Safe for use by several threads. */
final class ShellThreads implements ThreadFactory {
    private static final String NAME = "sluice-demo-shell-";

    /** Guarded by this: every thread that may still be alive. */
    private final List<Thread> threads = new ArrayList<>();

    private int number;

    @Override
    public synchronized Thread newThread(Runnable work) {
        Thread thread = new Thread(work, NAME + number++);
        thread.setDaemon(true);
        threads.removeIf(old -> old.getState() == Thread.State.TERMINATED);
        threads.add(thread);
        return thread;
    }

    /** Waits for their ends, whatever interrupts arrive meanwhile. Whoever calls this has made their work end. */
    void join() {
        List<Thread> left;
        synchronized (this) {
            left = List.copyOf(threads);
        }
        boolean interrupted = false;
        for (Thread thread : left) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
