package io.sluice.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exceptions that end a thread: events of the log like others, and not the JDK's text among its lines. */
final class UncaughtExceptions {
    private UncaughtExceptions() {}

    /** Has those of all threads logged that do nothing else with them. */
    static void log() {
        Logger log = LoggerFactory.getLogger(UncaughtExceptions.class);
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, exception) -> log.error("An exception ended thread {}", thread.getName(), exception));
    }
}
