package io.sluice.demo;

/** A started daemon thread that can be joined for certain. Safe for use by several threads. */
final class DaemonThread {
    private final Thread thread;

    private DaemonThread(Thread thread) {
        this.thread = thread;
    }

    static DaemonThread start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return new DaemonThread(thread);
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /**
     * Waits for the end of the thread, whatever interrupts arrive meanwhile; they are kept in the caller's interrupt
     * status. Whoever calls this has already made the thread's work end.
     */
    void join() {
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
