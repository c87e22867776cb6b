package io.sluice.demo.shell;

import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The time in large digits. */
final class BigClock implements FullScreen.Picture {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final int ROWS = 5;

    /** The rows of each digit and of the colon. */
    private static final List<String> SHAPES = List.of(
            "███/█ █/█ █/█ █/███",
            "  █/  █/  █/  █/  █",
            "███/  █/███/█  /███",
            "███/  █/███/  █/███",
            "█ █/█ █/███/  █/  █",
            "███/█  /███/  █/███",
            "███/█  /███/█ █/███",
            "███/  █/  █/  █/  █",
            "███/█ █/███/█ █/███",
            "███/█ █/███/  █/███",
            "   / █ /   / █ /   ");

    private final Clock clock;

    BigClock(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String drawn(Size size) {
        String time = TIME.format(LocalTime.now(clock));
        int width = time.length() * 4 - 1;
        if (size.columns() < width || size.rows() < ROWS + 1) {
            return time;
        }
        String margin = " ".repeat((size.columns() - width) / 2);
        StringBuilder rows = new StringBuilder("\n".repeat((size.rows() - ROWS) / 2));
        for (int row = 0; row < ROWS; row++) {
            StringBuilder drawn = new StringBuilder(margin);
            for (int i = 0; i < time.length(); i++) {
                int shape = time.charAt(i) == ':' ? 10 : time.charAt(i) - '0';
                drawn.append(SHAPES.get(shape), row * 4, row * 4 + 3).append(' ');
            }
            rows.append(Style.CYAN.of(drawn.toString().stripTrailing())).append('\n');
        }
        return rows.append(margin).append(Style.FAINT.of("q ends")).toString();
    }

    @Override
    public void step() {}
}
