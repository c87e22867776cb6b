package io.sluice.cli;

import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sets the runner's log up: one line an event on standard error; Jetty only speaks when something is wrong. */
final class Logging {
    private Logging() {}

    /** Called once, before anything is logged; settings by the JDK's own system properties go first. */
    static void configure() {
        if (System.getProperty("java.util.logging.manager") == null) {
            // Before any class of that package is used: the first one makes the manager.
            System.setProperty("java.util.logging.manager", LastingLog.class.getName());
        }
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler console = new ConsoleHandler();
        try {
            console.setEncoding(StandardCharsets.UTF_8.name());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("Every Java has UTF-8", e);
        }
        boolean chosen = System.getProperty("java.util.logging.SimpleFormatter.format") != null;
        console.setFormatter(chosen ? new SimpleFormatter() : new LogLine());
        root.addHandler(console);
        Jetty.LOGGER.setLevel(Level.WARNING);
        Jetty.OF_REQUESTS.forEach(logger -> logger.setLevel(Level.SEVERE));
    }

    /** Has every line in this form from now on. */
    static void use(LogForm form) {
        if (form == LogForm.JSON) {
            for (Handler handler : Logger.getLogger("").getHandlers()) {
                handler.setFormatter(new JsonLogLine());
            }
        }
    }

    /** Keeps the log open when the virtual machine shuts down, until {@link #close}. */
    static void keepOpen() {
        if (LogManager.getLogManager() instanceof LastingLog lasting) {
            lasting.keep();
        }
    }

    /** Closes the log: no line follows. */
    static void close() {
        if (LogManager.getLogManager() instanceof LastingLog lasting) {
            lasting.close();
        }
    }

    private static final class Jetty {
        /** Held, because loggers that nobody holds forget their level. */
        static final Logger LOGGER = Logger.getLogger("org.eclipse.jetty");

        /**
         * These warn of what a request's header holds, and quote it: a line for each request, written by the thread
         * that serves it, so that any stranger could fill the log, or stop the gateway by it where nobody reads it.
         */
        static final List<Logger> OF_REQUESTS = List.of(
                Logger.getLogger("org.eclipse.jetty.http"), Logger.getLogger("org.eclipse.jetty.util.HostPort"));
    }
}
