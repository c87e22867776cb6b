package io.sluice.demo.shell;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KeyReaderTest {
    private static List<Key> keys(String typed) throws IOException {
        KeyReader reader = new KeyReader(new ByteArrayInputStream(typed.getBytes(UTF_8)));
        List<Key> keys = new ArrayList<>();
        for (Key key = reader.next(); key != null; key = reader.next()) {
            keys.add(key);
        }
        return keys;
    }

    private static List<Key.Kind> kinds(String typed) throws IOException {
        return keys(typed).stream().map(Key::kind).toList();
    }

    @Test
    void characters_of_one_to_four_bytes_are_one_key_each() throws IOException {
        assertEquals(
                List.of(Key.typed('a'), Key.typed('é'), Key.typed('汉'), Key.typed(0x1f986)), keys("aé汉\ud83e\udd86"));
    }

    @Test
    void control_characters_are_told_by_their_letter() throws IOException {
        assertEquals(List.of(Key.control('C'), Key.control('D'), Key.control('A')), keys("\u0003\u0004\u0001"));
    }

    @Test
    void a_line_may_end_in_either_or_both_characters() throws IOException {
        assertEquals(List.of(Key.Kind.ENTER, Key.Kind.ENTER, Key.Kind.ENTER), kinds("\r\n\n\r"));
    }

    @Test
    void keys_of_xterm_are_known_in_both_their_forms() throws IOException {
        assertEquals(
                List.of(Key.Kind.UP, Key.Kind.DOWN, Key.Kind.RIGHT, Key.Kind.LEFT, Key.Kind.HOME, Key.Kind.END),
                kinds("\u001b[A\u001bOB\u001b[C\u001bOD\u001b[H\u001b[4~"));
        assertEquals(List.of(Key.Kind.DELETE, Key.Kind.BACKSPACE), kinds("\u001b[3~\u007f"));
    }

    @Test
    void sequences_of_other_keys_are_passed_over_and_escape_is_a_key() throws IOException {
        assertEquals(List.of(Key.typed('x'), Key.of(Key.Kind.ESCAPE)), keys("\u001b[1;5P\u001b[200~x\u001b"));
    }

    @Test
    void a_sequence_without_end_is_given_up() throws IOException {
        assertEquals(List.of(Key.typed('1'), Key.typed('x')), keys("\u001b[" + "1".repeat(18) + "x"));
    }
}
