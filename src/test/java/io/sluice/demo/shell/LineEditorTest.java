package io.sluice.demo.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LineEditorTest {
    private static final String PROMPT = "\r\u001b[1;32m> \u001b[0m";
    private static final String REST = "\u001b[K";

    private final History history = new History();
    private final LineEditor editor = new LineEditor("> ", List.of("snake", "size", "top"), history);

    private LineEditor.Outcome press(Key.Kind... kinds) {
        LineEditor.Outcome last = LineEditor.Outcome.TYPING;
        for (Key.Kind kind : kinds) {
            last = editor.press(Key.of(kind));
        }
        return last;
    }

    private void type(String text) {
        text.codePoints().forEach(character -> editor.press(Key.typed(character)));
    }

    @Test
    void what_is_typed_goes_where_the_cursor_is() {
        type("ac");
        press(Key.Kind.LEFT);
        type("b");
        assertEquals("abc", editor.text());
        assertEquals(PROMPT + "abc" + REST + "\u001b[1D", editor.drawn(80));
        press(Key.Kind.HOME);
        type("→");
        press(Key.Kind.END);
        type("!");
        assertEquals("→abc!", editor.text());
    }

    @Test
    void backspace_and_delete_take_whole_characters() {
        type("a\ud83e\udd86e\u0301z");
        press(Key.Kind.LEFT, Key.Kind.BACKSPACE);
        assertEquals("a\ud83e\udd86z", editor.text());
        press(Key.Kind.LEFT, Key.Kind.DELETE);
        assertEquals("az", editor.text());
        press(Key.Kind.HOME, Key.Kind.BACKSPACE, Key.Kind.END, Key.Kind.DELETE);
        assertEquals("az", editor.text());
    }

    @Test
    void cursor_moves_by_two_cells_over_a_chinese_character() {
        type("汉");
        press(Key.Kind.LEFT);
        assertEquals(PROMPT + "汉" + REST + "\u001b[2D", editor.drawn(80));
    }

    @Test
    void of_a_long_line_the_part_before_the_cursor_is_seen_and_never_more_than_a_row() {
        type("0123456789");
        assertEquals(PROMPT + "56789" + REST, editor.drawn(9));
        press(Key.Kind.HOME);
        assertEquals(PROMPT + "012345" + REST + "\u001b[6D", editor.drawn(9));
    }

    @Test
    void control_keys_cut_as_in_other_shells() {
        type("one two three");
        editor.press(Key.control('W'));
        assertEquals("one two ", editor.text());
        editor.press(Key.control('A'));
        press(Key.Kind.RIGHT, Key.Kind.RIGHT, Key.Kind.RIGHT);
        editor.press(Key.control('K'));
        assertEquals("one", editor.text());
        editor.press(Key.control('U'));
        assertEquals("", editor.text());
    }

    @Test
    void control_c_abandons_and_control_d_leaves_only_an_empty_line() {
        assertEquals(LineEditor.Outcome.ENOUGH, editor.press(Key.control('D')));
        type("x");
        assertEquals(LineEditor.Outcome.ABANDONED, editor.press(Key.control('C')));
        press(Key.Kind.HOME);
        assertEquals(LineEditor.Outcome.TYPING, editor.press(Key.control('D')));
        assertEquals("", editor.text());
        assertEquals(LineEditor.Outcome.ENTERED, press(Key.Kind.ENTER));
    }

    @Test
    void arrows_bring_earlier_lines_back_and_then_what_was_being_typed() {
        history.add("first");
        history.add("second");
        history.add("second");
        history.add("   ");
        type("new");
        press(Key.Kind.UP);
        assertEquals("second", editor.text());
        press(Key.Kind.UP, Key.Kind.UP);
        assertEquals("first", editor.text());
        press(Key.Kind.DOWN, Key.Kind.DOWN, Key.Kind.DOWN);
        assertEquals("new", editor.text());
    }

    @Test
    void tabulator_completes_what_only_one_word_begins_with() {
        type("s");
        press(Key.Kind.TAB);
        assertEquals("s", editor.text());
        type("n");
        press(Key.Kind.TAB);
        assertEquals("snake ", editor.text());
    }

    @Test
    void a_line_grows_only_so_long() {
        type("x".repeat(5000));
        assertEquals(4096, editor.text().length());
    }
}
