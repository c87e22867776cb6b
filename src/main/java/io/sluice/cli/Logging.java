package io.sluice.cli;

import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sets the runner's log up: one line an event on standard error; Jetty only speaks when something is wrong. */
final class Logging {
    private static final String LINE = "%1$tFT%1$tT.%1$tL %4$s %5$s%6$s%n";

    /** Held, because loggers that nobody holds forget their level. */
    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

    private Logging() {}

    /** Called once, before anything is logged; settings by the JDK's own system properties go first. */
    static void configure() {
        if (System.getProperty("java.util.logging.config.file") != null) {
            return;
        }
        if (System.getProperty("java.util.logging.SimpleFormatter.format") == null) {
            System.setProperty("java.util.logging.SimpleFormatter.format", LINE);
        }
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler console = new ConsoleHandler();
        console.setFormatter(new SimpleFormatter());
        root.addHandler(console);
        JETTY.setLevel(Level.WARNING);
    }
}
