package io.sluice.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FontTest {
    @Test
    void all_printable_ascii_characters_look_different() {
        Map<String, Character> drawings = new HashMap<>();
        for (char character = ' '; character < 127; character++) {
            Character other = drawings.put(Arrays.toString(Glyphs.of(character)), character);
            assertNull(other, "looks like another: " + character);
        }
    }

    @Test
    void accents_are_put_on_their_letters() {
        assertNotEquals(Arrays.toString(Glyphs.of('e')), Arrays.toString(Glyphs.of('\u00e9')));
        assertNotEquals(Arrays.toString(Glyphs.of('\u00e8')), Arrays.toString(Glyphs.of('\u00e9')));
    }

    @Test
    void a_character_without_a_drawing_is_a_box() {
        assertArrayEquals(Glyphs.of('\u00a7'), Glyphs.of('\u2603'));
    }

    @Test
    void characters_of_a_monospaced_font_are_equally_wide() {
        Font font = Font.monospaced(24);
        assertEquals(font.width("iii"), font.width("WWW"));
    }
}
