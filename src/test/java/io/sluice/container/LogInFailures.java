package io.sluice.container;

import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Puts the end of the container's log into the message of a test that fails. */
final class LogInFailures implements TestExecutionExceptionHandler {
    private static final int MOST = 20_000;

    private final Supplier<ContainerProcess> container;

    /** With where the container is found, which may be null, once a test has failed. */
    LogInFailures(Supplier<ContainerProcess> container) {
        this.container = container;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        ContainerProcess running = container.get();
        if (running == null || failure instanceof TestAbortedException) {
            throw failure;
        }
        String log = running.log();
        String end = log.substring(Math.max(0, log.length() - MOST));
        throw new AssertionError(failure + "\nThe container's log:\n" + end, failure);
    }
}
