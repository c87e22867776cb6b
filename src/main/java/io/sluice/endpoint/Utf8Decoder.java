package io.sluice.endpoint;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Reads a stream of bytes as UTF-8, piece by piece. The bytes of a character that is not complete yet are held back, at
 * most three; what is not UTF-8 becomes U+FFFD. Not thread-safe.
 */
final class Utf8Decoder {
    private static final int LONGEST = 4;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);

    /** The first bytes of an incomplete character, ready to be read. */
    private final ByteBuffer held = ByteBuffer.allocate(LONGEST).limit(0);

    /** The characters that are complete with these bytes, all of which are read. */
    String decode(ByteBuffer bytes) {
        CharBuffer text = CharBuffer.allocate(held.remaining() + bytes.remaining() + 1);
        while (held.hasRemaining() && bytes.hasRemaining()) {
            held.compact().put(bytes.get()).flip();
            decoder.decode(held, text, false);
        }
        decoder.decode(bytes, text, false);
        if (bytes.hasRemaining()) {
            held.clear().put(bytes).flip();
        }
        return text.flip().toString();
    }

    /** U+FFFD when the stream ended within a character, else nothing. */
    String finish() {
        CharBuffer text = CharBuffer.allocate(LONGEST);
        decoder.decode(held, text, true);
        decoder.flush(text);
        decoder.reset();
        held.limit(0);
        return text.flip().toString();
    }
}
