package io.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thread that ends by an exception leaves an event in the log. */
final class UncaughtExceptionsTest {
    private final Logger logger = Logger.getLogger(UncaughtExceptions.class.getName());
    private final List<LogRecord> events = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord event) {
            events.add(event);
        }

        @Override
        public void flush() {
            // Nothing waits.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };
    private Thread.UncaughtExceptionHandler before;

    @BeforeEach
    void listen() {
        before = Thread.getDefaultUncaughtExceptionHandler();
        logger.addHandler(handler);
        logger.setUseParentHandlers(false);
    }

    @AfterEach
    void putBack() {
        logger.setUseParentHandlers(true);
        logger.removeHandler(handler);
        Thread.setDefaultUncaughtExceptionHandler(before);
    }

    @Test
    void exception_that_ends_a_thread_is_logged() throws Exception {
        IllegalStateException fault = new IllegalStateException("as a test wishes");
        UncaughtExceptions.log();
        Thread thread = new Thread(
                () -> {
                    throw fault;
                },
                "test-dying");
        thread.start();
        thread.join();
        assertEquals(1, events.size());
        assertEquals(Level.SEVERE, events.get(0).getLevel());
        assertEquals("An exception ended thread test-dying", events.get(0).getMessage());
        assertSame(fault, events.get(0).getThrown());
    }
}
