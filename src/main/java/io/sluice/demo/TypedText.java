package io.sluice.demo;

import java.util.ArrayList;
import java.util.List;

/** The text of the field: bounded, wrapped after a number of columns, scrolled when it is full. Not thread-safe. */
final class TypedText {
    static final int COLUMNS = 41;
    static final int LINES = 8;

    private final StringBuilder content = new StringBuilder();

    /** Appends a character at the end; {@code '\n'} begins a new line. Drops the first line when there are too many. */
    void append(char character) {
        content.append(character);
        List<String> lines = wrap();
        if (lines.size() > LINES) {
            String first = lines.get(0);
            boolean broken = content.charAt(first.length()) == '\n';
            content.delete(0, first.length() + (broken ? 1 : 0));
        }
    }

    /** Removes the last character, or does nothing if there is none. */
    void backspace() {
        if (content.length() > 0) {
            content.setLength(content.length() - 1);
        }
    }

    void clear() {
        content.setLength(0);
    }

    /** Returns the lines from top to bottom, at least one; the last is where the next character goes. */
    List<String> lines() {
        return List.copyOf(wrap());
    }

    private List<String> wrap() {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int index = 0; index < content.length(); index++) {
            char character = content.charAt(index);
            boolean broken = character == '\n';
            if (broken || line.length() == COLUMNS) {
                lines.add(line.toString());
                line.setLength(0);
            }
            if (!broken) {
                line.append(character);
            }
        }
        lines.add(line.toString());
        return lines;
    }
}
