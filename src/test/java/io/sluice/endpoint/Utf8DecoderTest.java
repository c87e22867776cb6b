package io.sluice.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class Utf8DecoderTest {
    private static final String TEXT = "plain äöü €uro 日本語 \uD83D\uDE00 end";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 1000})
    void no_character_is_cut_whatever_the_pieces(int size) {
        Utf8Decoder decoder = new Utf8Decoder();
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);
        StringBuilder text = new StringBuilder();
        for (int start = 0; start < bytes.length; start += size) {
            String piece = decoder.decode(ByteBuffer.wrap(bytes, start, Math.min(size, bytes.length - start)));
            assertEquals(piece, new String(piece.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
            text.append(piece);
        }
        assertEquals(TEXT, text + decoder.finish());
    }

    @Test
    void what_is_not_utf_8_becomes_the_replacement_character() {
        Utf8Decoder decoder = new Utf8Decoder();
        assertEquals("a\uFFFDb", decoder.decode(ByteBuffer.wrap(new byte[] {'a', (byte) 0xff, 'b'})));
    }

    @Test
    void stream_that_ends_within_a_character_ends_with_the_replacement_character() {
        Utf8Decoder decoder = new Utf8Decoder();
        assertEquals("", decoder.decode(ByteBuffer.wrap(new byte[] {(byte) 0xe2, (byte) 0x82})));
        assertEquals("\uFFFD", decoder.finish());
        assertEquals("", decoder.finish());
    }
}
