package io.sluice.demo;

import java.time.LocalTime;

/** A digital clock of seven-segment digits, {@code HH:MM:SS}. */
final class SevenSegments {
    private static final int LIT = 0xff2563eb;
    private static final int UNLIT = 0xfff1f5f9;
    private static final int WIDTH = 22;
    private static final int HEIGHT = 42;
    private static final int GAP = 11;
    private static final int COLON = 24;
    private static final double THICKNESS = 5;

    /** A bit for each segment of the digits 0 to 9: clockwise from the top, the lowest first, the middle last. */
    private static final int[] DIGITS = {0x3f, 0x06, 0x5b, 0x4f, 0x66, 0x6d, 0x7d, 0x07, 0x7f, 0x6f};

    /** Both ends of each segment, in half heights and whole widths: x, y, x, y. */
    private static final int[][] SEGMENTS = {
        {0, 0, 1, 0}, {1, 0, 1, 1}, {1, 1, 1, 2}, {0, 2, 1, 2}, {0, 1, 0, 2}, {0, 0, 0, 1}, {0, 1, 1, 1}
    };

    private static final double CLEARANCE = 3.5;

    private SevenSegments() {}

    /** Draws the time, centered on a column. */
    static void paint(Canvas canvas, int center, int top, LocalTime time) {
        int pair = 2 * WIDTH + GAP;
        int left = center - (3 * pair + 2 * COLON) / 2;
        paintPair(canvas, left, top, time.getHour());
        paintColon(canvas, left + pair, top);
        paintPair(canvas, left + pair + COLON, top, time.getMinute());
        paintColon(canvas, left + 2 * pair + COLON, top);
        paintPair(canvas, left + 2 * (pair + COLON), top, time.getSecond());
    }

    private static void paintPair(Canvas canvas, int left, int top, int value) {
        paintDigit(canvas, left, top, DIGITS[value / 10]);
        paintDigit(canvas, left + WIDTH + GAP, top, DIGITS[value % 10]);
    }

    private static void paintDigit(Canvas canvas, int left, int top, int lit) {
        for (int segment = 0; segment < SEGMENTS.length; segment++) {
            int[] ends = SEGMENTS[segment];
            double towardsX = Integer.signum(ends[2] - ends[0]) * CLEARANCE;
            double towardsY = Integer.signum(ends[3] - ends[1]) * CLEARANCE;
            canvas.stroke(
                    left + ends[0] * WIDTH + towardsX,
                    top + ends[1] * HEIGHT / 2.0 + towardsY,
                    left + ends[2] * WIDTH - towardsX,
                    top + ends[3] * HEIGHT / 2.0 - towardsY,
                    THICKNESS,
                    (lit >> segment & 1) == 1 ? LIT : UNLIT);
        }
    }

    private static void paintColon(Canvas canvas, int left, int top) {
        canvas.disc(left + COLON / 2.0, top + HEIGHT * 0.3, 3.2, LIT);
        canvas.disc(left + COLON / 2.0, top + HEIGHT * 0.7, 3.2, LIT);
    }
}
