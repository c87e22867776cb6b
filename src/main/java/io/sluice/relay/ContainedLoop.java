package io.sluice.relay;

import java.util.function.Consumer;

/** A relay's own view of its loop: what the relay's work throws there is told to the relay and goes no further. */
final class ContainedLoop {
    private final SelectorLoop loop;
    private final Consumer<Throwable> whenThrown;

    ContainedLoop(SelectorLoop loop, Consumer<Throwable> whenThrown) {
        this.loop = loop;
        this.whenThrown = whenThrown;
    }

    /** Nanoseconds of the loop's clock. */
    long now() {
        return loop.now();
    }

    /** Runs the work on the loop's thread, soon. From any thread. */
    void execute(Runnable work) {
        loop.execute(() -> run(work));
    }

    /** Runs the work at this time of the loop's clock. On the loop's thread. */
    Timers.Timer at(long nanos, Runnable work) {
        return loop.timers().schedule(nanos, () -> run(work));
    }

    /** Runs the work now. On the loop's thread. */
    void run(Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            whenThrown.accept(e);
        }
    }
}
