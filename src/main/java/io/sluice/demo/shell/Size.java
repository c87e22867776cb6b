package io.sluice.demo.shell;

import org.jspecify.annotations.Nullable;

/** A terminal's size in characters. */
record Size(int columns, int rows) {
    private static final int LARGEST = 1000;
    private static final Size USUAL = new Size(80, 24);

    /** What a client says of its window, within reason; the usual size where it says nothing. */
    static Size of(@Nullable String columns, @Nullable String rows) {
        return new Size(number(columns, USUAL.columns), number(rows, USUAL.rows));
    }

    private static int number(@Nullable String text, int otherwise) {
        try {
            int number = text == null ? 0 : Integer.parseInt(text);
            return number <= 0 ? otherwise : Math.min(number, LARGEST);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
