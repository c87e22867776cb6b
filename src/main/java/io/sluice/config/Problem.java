package io.sluice.config;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One thing that is wrong with a configuration.
 *
 * @param source the file, or the option of the command line
 * @param line counted from 1; 0 where the source has no lines
 * @param key the path of the key, such as {@code routes./desk.target}; empty where the whole source is meant
 * @param message what is wrong and what was expected
 */
public record Problem(String source, int line, String key, String message) {
    /** One line for a person: {@code sluice.yaml:7: routes./desk.target: …}. */
    @Override
    public String toString() {
        String line =
                source + (this.line > 0 ? ":" + this.line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + message;
        return line.codePoints()
                .mapToObj(c -> isPlain(c) ? Character.toString(c) : String.format(Locale.ROOT, "\\u%04x", c))
                .collect(Collectors.joining());
    }

    /** Whether a character cannot break out of its line or take over a terminal. */
    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
