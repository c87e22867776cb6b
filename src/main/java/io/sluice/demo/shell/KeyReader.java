package io.sluice.demo.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Makes keys of what a terminal sends: UTF-8, control characters, and the sequences of xterm. Used by one thread. */
final class KeyReader {
    private static final int ESCAPE = 0x1b;
    private static final int DELETE = 0x7f;

    /** Longer sequences are no key's. */
    private static final int LONGEST_SEQUENCE = 16;

    private final Reader reader;
    private int last;

    KeyReader(InputStream in) {
        reader = new InputStreamReader(in, StandardCharsets.UTF_8);
    }

    /** The next key; waits for it. Null at the end. */
    @Nullable
    Key next() throws IOException {
        while (true) {
            int before = last;
            last = reader.read();
            if (last < 0) {
                return null;
            }
            // A line that is pasted may end in both.
            Key key = before == '\r' && last == '\n' ? null : key(last);
            if (key != null) {
                return key;
            }
        }
    }

    private @Nullable Key key(int character) throws IOException {
        return switch (character) {
            case '\r', '\n' -> Key.of(Key.Kind.ENTER);
            case '\t' -> Key.of(Key.Kind.TAB);
            case '\b', DELETE -> Key.of(Key.Kind.BACKSPACE);
            case ESCAPE -> sequence();
            default -> character < ' ' ? Key.control((char) (character + '@')) : typed(character);
        };
    }

    private @Nullable Key typed(int character) throws IOException {
        if (!Character.isHighSurrogate((char) character)) {
            return Key.typed(character);
        }
        int low = reader.read();
        return low < 0 ? null : Key.typed(Character.toCodePoint((char) character, (char) low));
    }

    private @Nullable Key sequence() throws IOException {
        if (!reader.ready()) {
            // A sequence comes in one piece, so this is the key.
            return Key.of(Key.Kind.ESCAPE);
        }
        int kind = reader.read();
        if (kind != '[' && kind != 'O') {
            return null;
        }
        StringBuilder sequence = new StringBuilder();
        int character = reader.read();
        while (character >= 0 && character < '@' && sequence.length() < LONGEST_SEQUENCE) {
            sequence.append((char) character);
            character = reader.read();
        }
        return switch (character) {
            case 'A' -> Key.of(Key.Kind.UP);
            case 'B' -> Key.of(Key.Kind.DOWN);
            case 'C' -> Key.of(Key.Kind.RIGHT);
            case 'D' -> Key.of(Key.Kind.LEFT);
            case 'H' -> Key.of(Key.Kind.HOME);
            case 'F' -> Key.of(Key.Kind.END);
            case '~' -> numbered(sequence.toString());
            default -> null;
        };
    }

    private static @Nullable Key numbered(String number) {
        return switch (number) {
            case "1", "7" -> Key.of(Key.Kind.HOME);
            case "3" -> Key.of(Key.Kind.DELETE);
            case "4", "8" -> Key.of(Key.Kind.END);
            default -> null;
        };
    }
}
