package io.sluice.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DesktopTest {
    private static final LocalDateTime NOON = LocalDateTime.of(2025, 11, 21, 12, 0);

    private final Desktop desktop = new Desktop(NOON);

    @Test
    void shows_typed_characters_and_new_lines() {
        type("Grüße");
        desktop.press(0xff0d);
        type("~");
        assertEquals(List.of("Grüße", "~"), lines());
    }

    @Test
    void ignores_keys_that_type_nothing() {
        long version = desktop.view().version();
        for (int keysym : new int[] {0, 0x1f, 0x7f, 0x9f, 0x100, 0xffe1, 0x01000041, -1}) {
            desktop.press(keysym);
        }
        assertEquals(version, desktop.view().version());
    }

    @Test
    void backspace_goes_back_over_lines_and_stops_at_the_beginning() {
        type("a");
        desktop.press(0xff8d);
        desktop.press(0xff08);
        desktop.press(0xff08);
        desktop.press(0xff08);
        assertEquals(List.of(""), lines());
    }

    @Test
    void wraps_long_lines() {
        type("x".repeat(TypedText.COLUMNS) + "y");
        assertEquals(List.of("x".repeat(TypedText.COLUMNS), "y"), lines());
    }

    @Test
    void a_line_break_after_a_full_line_begins_only_one_line() {
        desktop.paste("x".repeat(TypedText.COLUMNS) + "\ny");
        assertEquals(List.of("x".repeat(TypedText.COLUMNS), "y"), lines());
    }

    @Test
    void drops_the_first_line_when_there_are_too_many() {
        for (int line = 0; line <= TypedText.LINES; line++) {
            desktop.paste((line > 0 ? "\n" : "") + line);
        }
        assertEquals(List.of("1", "2", "3", "4", "5", "6", "7", "8"), lines());
        desktop.paste("z".repeat(10_000));
        assertEquals(TypedText.LINES, lines().size());
    }

    @Test
    void pasted_text_leaves_out_what_cannot_be_shown() {
        desktop.paste("a\r\n\tb\u0007\u2603");
        assertEquals(List.of("a", "b"), lines());
    }

    @Test
    void keeps_a_bounded_trail() {
        for (int x = 0; x < 500; x++) {
            desktop.pointer(x % 2, x, 7);
        }
        List<Desktop.TrailPoint> trail = desktop.view().trail();
        assertEquals(Desktop.MAX_TRAIL, trail.size());
        assertEquals(new Desktop.TrailPoint(499, 7, true), trail.get(trail.size() - 1));
    }

    @Test
    void keeps_the_pointer_on_the_screen() {
        desktop.pointer(0, 65535, 65535);
        assertEquals(
                List.of(new Desktop.TrailPoint(959, 599, false)), desktop.view().trail());
    }

    @Test
    void escape_wipes_everything_away() {
        type("abc");
        desktop.pointer(1, 2, 3);
        desktop.press(0xff1b);
        assertEquals(List.of(""), lines());
        assertEquals(List.of(), desktop.view().trail());
    }

    @Test
    void changes_once_a_second() {
        long version = desktop.view().version();
        desktop.showTime(NOON.plusNanos(999_999_999));
        assertEquals(version, desktop.view().version());
        desktop.showTime(NOON.plusSeconds(1));
        assertEquals(version + 1, desktop.view().version());
    }

    @Test
    void every_second_looks_different_on_the_clock_only() {
        Screen screen = new Screen();
        int[] before = screen.paint(desktop.view()).clone();
        desktop.showTime(NOON.plusSeconds(1));
        int[] after = screen.paint(desktop.view());
        assertFalse(Arrays.equals(before, after));
        for (int index = 0; index < before.length; index++) {
            assertTrue(before[index] == after[index] || index % Canvas.WIDTH < 320);
        }
    }

    @Test
    void nobody_waits_for_a_change_that_was_missed_or_after_the_end() throws InterruptedException {
        desktop.pointer(0, 1, 1);
        assertTrue(desktop.awaitChange(desktop.view().version() - 1, Long.MAX_VALUE));
        desktop.close();
        assertFalse(desktop.awaitChange(desktop.view().version(), Long.MAX_VALUE));
    }

    private void type(String text) {
        text.chars().forEach(desktop::press);
    }

    private List<String> lines() {
        return desktop.view().lines();
    }
}
