package io.sluice.cli;

import io.sluice.config.ControlCharacters;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * An event as one line: local time, level, message, without {@link ControlCharacters}. Else does what the JDK's
 * formatter could be told to do, at a fifth of the cost: two lines for each session are a part of what a session costs.
 */
final class LogLine extends Formatter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS ");

    private final ZoneId zone = ZoneId.systemDefault();

    @Override
    public String format(LogRecord event) {
        StringBuilder line = new StringBuilder(200);
        TIME.formatTo(event.getInstant().atZone(zone), line);
        line.append(event.getLevel().getLocalizedName()).append(' ');
        // No message is a null.
        line.append(ControlCharacters.escaped(String.valueOf(formatMessage(event))));
        line.append(System.lineSeparator());
        Throwable thrown = event.getThrown();
        if (thrown != null) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            line.append(ControlCharacters.escapedLines(trace.toString()));
        }
        return line.toString();
    }
}
