package io.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.json.JsonText;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** A line is one JSON object, whatever is logged. */
final class JsonLogLineTest {
    private static Map<String, Object> line(LogRecord event) {
        String text = new JsonLogLine().format(event);
        assertTrue(text.endsWith(System.lineSeparator()));
        assertEquals(1, text.lines().count(), text);
        return JsonText.object(text);
    }

    @Test
    void event_is_an_object() {
        LogRecord event = new LogRecord(Level.WARNING, "{0} and \"{1}\"\n");
        event.setParameters(new Object[] {"one", 2});
        event.setLoggerName("io.sluice.Test");
        Instant now = Instant.ofEpochMilli(1_767_323_045_067L);
        event.setInstant(now);
        Map<String, Object> line = line(event);
        assertEquals(List.of("time", "level", "logger", "thread", "message"), List.copyOf(line.keySet()));
        assertEquals(now, OffsetDateTime.parse(line.get("time").toString()).toInstant());
        assertEquals("WARN", line.get("level"));
        assertEquals("io.sluice.Test", line.get("logger"));
        assertEquals(Thread.currentThread().getName(), line.get("thread"));
        assertEquals("one and \"2\"\n", line.get("message"));
    }

    @Test
    void stack_trace_is_a_text() {
        LogRecord event = new LogRecord(Level.SEVERE, "A fault");
        event.setThrown(new IllegalStateException("as a test wishes", new IOException("its cause")));
        String stack = line(event).get("stack").toString();
        assertTrue(stack.startsWith("java.lang.IllegalStateException: as a test wishes\n\tat "), stack);
        assertTrue(stack.contains("Caused by: java.io.IOException: its cause"), stack);
    }

    @Test
    void characters_that_control_a_terminal_or_end_a_line_are_escaped() {
        String controls =
                "\u001b[31m\u009b31m\u0085\r\n\u007f\u2028\u2029\u202e\\\u009bz " + Character.toString(0xE0041);
        LogRecord event = new LogRecord(Level.WARNING, controls);
        event.setThrown(new IllegalStateException("\u009b2J"));
        String text = new JsonLogLine().format(event);
        assertTrue(text.strip().chars().allMatch(each -> each >= ' ' && each < 0x7f), text);
        assertEquals(controls, line(event).get("message"));
        assertTrue(line(event).get("stack").toString().contains(": \u009b2J"));
    }
}
