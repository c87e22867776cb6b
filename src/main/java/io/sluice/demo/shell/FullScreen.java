package io.sluice.demo.shell;

import java.io.IOException;
import java.time.Duration;

/** What fills the whole screen, drawn anew again and again until the user quits; then all is as it was before. */
final class FullScreen {
    private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[2J";
    private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
    private static final String HOME = "\u001b[H";
    private static final String CLEAR_ROW = "\u001b[K";
    private static final String CLEAR_REST = "\u001b[J";

    /** What is seen. */
    interface Picture {
        /** The rows of a screen of this size, each no wider and not more of them than fit. */
        String drawn(Size size);

        /** The user has pressed a key. */
        default void press(Key key) {}

        /** The time of one picture is over. */
        void step();
    }

    private FullScreen() {}

    /**
     * Shows it.
     *
     * @param interval the time of one picture
     * @throws IOException when the client is gone
     */
    static void show(Terminal terminal, Duration interval, Picture picture) throws IOException {
        terminal.print(ENTER);
        try {
            long next = System.nanoTime() + interval.toNanos();
            while (true) {
                draw(terminal, picture);
                Key key = terminal.key(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
                if (key == null) {
                    picture.step();
                    next = System.nanoTime() + interval.toNanos();
                } else if (key.quits()) {
                    return;
                } else {
                    picture.press(key);
                }
            }
        } finally {
            terminal.print(LEAVE);
        }
    }

    /** Written over what is there and not after clearing it, which would flicker. */
    private static void draw(Terminal terminal, Picture picture) throws IOException {
        String rows = picture.drawn(terminal.size()).replace("\n", CLEAR_ROW + "\n");
        terminal.print(HOME + rows + CLEAR_ROW + CLEAR_REST);
    }
}
