package io.sluice.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ListResourceBundle;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A line is what the JDK's formatter would make of this event, told so by its format, but controls no terminal. */
final class LogLineTest {
    private static final String PROPERTY = "java.util.logging.SimpleFormatter.format";
    private static final String FORMAT = "%1$tFT%1$tT.%1$tL %4$s %5$s%6$s%n";

    private final LogLine line = new LogLine();
    private String before;
    private SimpleFormatter expected;

    @BeforeEach
    void tellTheFormatter() {
        before = System.getProperty(PROPERTY);
        System.setProperty(PROPERTY, FORMAT);
        expected = new SimpleFormatter();
    }

    @AfterEach
    void putBack() {
        if (before == null) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, before);
        }
    }

    private static LogRecord event(Level level, String message) {
        return new LogRecord(level, message);
    }

    private void assertAlike(LogRecord event) {
        assertEquals(expected.format(event), line.format(event));
    }

    @Test
    void time_level_and_message() {
        LogRecord event = event(Level.INFO, "Serving http://127.0.0.1:8080/");
        event.setInstant(LocalDateTime.of(2026, 1, 2, 3, 4, 5, 67_000_000)
                .atZone(ZoneId.systemDefault())
                .toInstant());
        assertEquals(
                "2026-01-02T03:04:05.067 INFO Serving http://127.0.0.1:8080/" + System.lineSeparator(),
                line.format(event));
        assertAlike(event);
    }

    @Test
    void levels_are_named_alike() {
        for (Level level : new Level[] {Level.FINE, Level.INFO, Level.WARNING, Level.SEVERE}) {
            assertAlike(event(level, "A message"));
        }
    }

    @Test
    void times_are_written_alike_all_year_round() {
        // From the last nanosecond of a year on, in steps of a month and a bit: on both sides of the clocks' changes.
        Instant first = LocalDateTime.of(2025, 12, 31, 23, 59, 59, 999_999_999)
                .atZone(ZoneId.systemDefault())
                .toInstant();
        for (int month = 0; month < 12; month++) {
            LogRecord event = event(Level.INFO, "A message");
            event.setInstant(first.plusMillis(month * 2_700_000_123L));
            assertAlike(event);
        }
    }

    @Test
    void parameters_stand_where_the_message_wants_them() {
        LogRecord event = event(Level.INFO, "{1} of {0} sessions, it''s {2}");
        event.setParameters(new Object[] {12_345, 7, null});
        assertAlike(event);
        assertTrue(line.format(event).contains("7 of "));
    }

    @Test
    void braces_and_percents_without_parameters_stay_as_they_are() {
        LogRecord event = event(Level.WARNING, "100% of {0} %s it''s {nothing}");
        assertAlike(event);
        assertTrue(line.format(event).contains("100% of {0} %s it''s {nothing}"));
    }

    @Test
    void message_is_translated() {
        LogRecord event = event(Level.INFO, "key");
        event.setResourceBundle(new ListResourceBundle() {
            @Override
            protected Object[][] getContents() {
                return new Object[][] {{"key", "A translated message"}};
            }
        });
        assertAlike(event);
        assertTrue(line.format(event).contains("A translated message"));
    }

    @Test
    void no_message_is_written_alike() {
        assertAlike(event(Level.INFO, null));
    }

    @Test
    void stack_trace_follows_without_the_empty_line_that_ends_the_jdks() {
        LogRecord event = event(Level.SEVERE, "A fault");
        event.setThrown(new IllegalStateException("as a test wishes", new IOException("its cause")));
        assertEquals(expected.format(event), line.format(event) + System.lineSeparator());
        assertTrue(line.format(event).contains("its cause"));
    }

    @Test
    void characters_that_control_a_terminal_or_end_a_line_are_escaped() {
        String text =
                line.format(event(Level.WARNING, "a\u001b[31m\u009b31m\u0085\r\n\u007f\u2028\u2029\u202e\u200b\0z"));
        assertTrue(
                text.endsWith(" a\\u001b[31m\\u009b31m\\u0085\\u000d\\u000a\\u007f\\u2028\\u2029\\u202e\\u200b\\u0000z"
                        + System.lineSeparator()),
                text);
        assertEquals(1, text.lines().count());
    }

    @Test
    void characters_outside_of_the_basic_plane_are_escaped_or_stay() {
        String tag = Character.toString(0xE0041);
        String text = line.format(event(Level.WARNING, "a" + tag + "\ud83d\ude00 \u4e2d \u00e9"));
        assertTrue(text.endsWith(" a\\udb40\\udc41\ud83d\ude00 \u4e2d \u00e9" + System.lineSeparator()), text);
    }

    @Test
    void controls_of_a_parameter_are_escaped() {
        LogRecord event = event(Level.INFO, "from {0}");
        event.setParameters(new Object[] {"\u009b2J"});
        assertTrue(line.format(event).endsWith(" from \\u009b2J" + System.lineSeparator()));
    }

    @Test
    void stack_trace_keeps_its_lines_and_no_other_controls() {
        LogRecord event = event(Level.SEVERE, "A fault");
        event.setThrown(new IllegalStateException("as\u009b a stranger wishes"));
        String text = line.format(event);
        assertTrue(
                text.contains("IllegalStateException: as\\u009b a stranger wishes" + System.lineSeparator() + "\tat "),
                text);
    }
}
