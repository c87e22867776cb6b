package io.sluice.demo;

import java.time.LocalTime;

/** An analogue clock. Immutable. */
final class ClockFace {
    private static final int RIM = 0xff1e293b;
    private static final int DIAL = 0xfff1f5f9;
    private static final int TICK = 0xff94a3b8;
    private static final int HAND = 0xff1e293b;
    private static final int SECOND_HAND = 0xfff97316;
    private static final int SECONDS_IN_MINUTE = 60;
    private static final double SECONDS_IN_HOUR = 3600;
    private static final double SECONDS_ON_DIAL = 12 * SECONDS_IN_HOUR;

    private final int centerX;
    private final int centerY;
    private final int radius;

    ClockFace(int centerX, int centerY, int radius) {
        this.centerX = centerX;
        this.centerY = centerY;
        this.radius = radius;
    }

    void paintDial(Canvas canvas) {
        canvas.disc(centerX, centerY, radius, RIM);
        canvas.disc(centerX, centerY, radius - 5, DIAL);
        for (int minute = 0; minute < 60; minute++) {
            boolean hour = minute % 5 == 0;
            hand(canvas, minute / 60.0, radius - (hour ? 20 : 14), radius - 11, hour ? 3.5 : 1.5, hour ? HAND : TICK);
        }
    }

    void paintHands(Canvas canvas, LocalTime time) {
        int second = time.toSecondOfDay();
        hand(canvas, second / SECONDS_ON_DIAL, 0, radius * 0.50, 7, HAND);
        hand(canvas, second / SECONDS_IN_HOUR, 0, radius * 0.74, 5, HAND);
        double turn = second % SECONDS_IN_MINUTE / (double) SECONDS_IN_MINUTE;
        hand(canvas, turn, -18, radius * 0.80, 2.5, SECOND_HAND);
        canvas.disc(centerX, centerY, 6, SECOND_HAND);
        canvas.disc(centerX, centerY, 2.5, DIAL);
    }

    /** Draws a stroke outwards from the center, at a share of a whole turn that begins at the top. */
    private void hand(Canvas canvas, double turn, double from, double to, double width, int colour) {
        double x = Math.sin(turn * 2 * Math.PI);
        double y = -Math.cos(turn * 2 * Math.PI);
        canvas.stroke(centerX + x * from, centerY + y * from, centerX + x * to, centerY + y * to, width, colour);
    }
}
