package io.sluice.cli;

import io.sluice.config.ControlCharacters;
import io.sluice.json.JsonText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** An event as one JSON object on a line of its own: time, level, logger, thread, message, and a stack trace if any. */
final class JsonLogLine extends Formatter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");

    private final ZoneId zone = ZoneId.systemDefault();

    @Override
    public String format(LogRecord event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", TIME.format(event.getInstant().atZone(zone)));
        line.put("level", name(event.getLevel()));
        line.put("logger", event.getLoggerName());
        // The handler writes on the thread that logs.
        line.put("thread", Thread.currentThread().getName());
        line.put("message", formatMessage(event));
        Throwable thrown = event.getThrown();
        if (thrown != null) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            line.put("stack", trace.toString());
        }
        // JSON may hold some of them as they are.
        return ControlCharacters.escaped(JsonText.of(line)) + System.lineSeparator();
    }

    /** As whoever gathers logs knows levels, not as the JDK does. */
    private static String name(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (value >= Level.WARNING.intValue()) {
            return "WARN";
        }
        if (value >= Level.INFO.intValue()) {
            return "INFO";
        }
        return value >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }
}
