package io.sluice.cli;

import io.sluice.runner.Runner;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/** A runner from start to stop signal. */
final class Service {
    private Service() {}

    /**
     * Prints what to say of a runner that is ready, and returns when it has stopped after SIGTERM or Ctrl-C. Stopping
     * on a signal is what was asked for, so the process then ends with 0 and not with the JVM's 143.
     */
    static void run(Runner runner, PrintWriter out, String ready) throws InterruptedException {
        Logging.keepOpen();
        CountDownLatch stopped = new CountDownLatch(1);
        Thread stop = new Thread(
                () -> {
                    runner.close();
                    stopped.countDown();
                    Logging.close();
                    Runtime.getRuntime().halt(0);
                },
                "sluice-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        out.println(ready);
        if (runner.operations() != null) {
            out.println("Operators look and act at " + runner.operations());
        }
        out.flush();
        stopped.await();
    }
}
