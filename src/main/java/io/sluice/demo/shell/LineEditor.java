package io.sluice.demo.shell;

import java.util.List;

/** A line that is being typed. Does no input or output. */
final class LineEditor {
    /** Longer lines are not taken. */
    private static final int LONGEST = 4096;

    /** What a key has done. */
    enum Outcome {
        /** The line is still being typed. */
        TYPING,
        ENTERED,
        /** The line is not wanted: Ctrl-C. */
        ABANDONED,
        /** The user has had enough: Ctrl-D on an empty line. */
        ENOUGH,
        /** The screen is to be cleared: Ctrl-L. */
        CLEARED
    }

    private final String prompt;
    private final List<String> words;
    private final History history;
    private final StringBuilder line = new StringBuilder();

    /** Before which character of the line the cursor stands. */
    private int cursor;

    /**
     * An empty line.
     *
     * @param words what the tabulator completes the first word to
     */
    LineEditor(String prompt, List<String> words, History history) {
        this.prompt = prompt;
        this.words = words;
        this.history = history;
    }

    /** What has been typed. */
    String text() {
        return line.toString();
    }

    Outcome press(Key key) {
        switch (key.kind()) {
            case ENTER -> {
                return Outcome.ENTERED;
            }
            case CONTROL -> {
                return control((char) key.character());
            }
            case CHARACTER -> insert(Character.toString(key.character()));
            case TAB -> complete();
            case BACKSPACE -> delete(before(), cursor);
            case DELETE -> delete(cursor, after());
            case LEFT -> cursor = before();
            case RIGHT -> cursor = after();
            case HOME -> cursor = 0;
            case END -> cursor = line.length();
            case UP -> replace(history.back(text()));
            case DOWN -> replace(history.on(text()));
            case ESCAPE, RESIZED, NO_MORE -> {}
        }
        return Outcome.TYPING;
    }

    private Outcome control(char letter) {
        switch (letter) {
            case 'A' -> cursor = 0;
            case 'E' -> cursor = line.length();
            case 'K' -> delete(cursor, line.length());
            case 'U' -> delete(0, cursor);
            case 'W' -> delete(startOfWord(), cursor);
            case 'C' -> {
                return Outcome.ABANDONED;
            }
            case 'D' -> {
                if (line.isEmpty()) {
                    return Outcome.ENOUGH;
                }
                delete(cursor, after());
            }
            case 'L' -> {
                return Outcome.CLEARED;
            }
            default -> {}
        }
        return Outcome.TYPING;
    }

    private void insert(String text) {
        if (line.length() + text.length() <= LONGEST) {
            line.insert(cursor, text);
            cursor += text.length();
        }
    }

    private void complete() {
        List<String> fitting =
                words.stream().filter(word -> word.startsWith(text())).toList();
        if (fitting.size() == 1) {
            replace(fitting.get(0) + " ");
        }
    }

    private void replace(String text) {
        line.setLength(0);
        line.append(text);
        cursor = line.length();
    }

    private void delete(int from, int to) {
        line.delete(from, to);
        cursor = from;
    }

    /** Where the character before the cursor begins, marks above it included. */
    private int before() {
        int at = cursor;
        while (at > 0) {
            int character = line.codePointBefore(at);
            at -= Character.charCount(character);
            if (Cells.of(character) > 0) {
                break;
            }
        }
        return at;
    }

    /** Where the character behind the cursor ends. */
    private int after() {
        int at = cursor;
        while (at < line.length()) {
            at += Character.charCount(line.codePointAt(at));
            if (at == line.length() || Cells.of(line.codePointAt(at)) > 0) {
                break;
            }
        }
        return at;
    }

    private int startOfWord() {
        int at = cursor;
        while (at > 0 && line.charAt(at - 1) == ' ') {
            at--;
        }
        while (at > 0 && line.charAt(at - 1) != ' ') {
            at--;
        }
        return at;
    }

    /**
     * What draws the line anew, over what was drawn before: always one row, so that nothing has to be known of how a
     * terminal breaks lines. Of a long line, the part before the cursor is seen.
     */
    String drawn(int columns) {
        int room = Math.max(2, columns - prompt.length() - 1);
        int from = 0;
        int width = width(0, cursor);
        while (width >= room) {
            int character = line.codePointAt(from);
            width -= Cells.of(character);
            from += Character.charCount(character);
        }
        int to = cursor;
        int whole = width;
        while (to < line.length() && whole + Cells.of(line.codePointAt(to)) <= room) {
            whole += Cells.of(line.codePointAt(to));
            to += Character.charCount(line.codePointAt(to));
        }
        int back = whole - width;
        return "\r" + Style.PROMPT.of(prompt) + line.substring(from, to) + "\u001b[K"
                + (back > 0 ? "\u001b[" + back + "D" : "");
    }

    private int width(int from, int to) {
        return line.substring(from, to).codePoints().map(Cells::of).sum();
    }
}
