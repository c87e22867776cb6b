package io.sluice.demo;

import java.util.List;

/** Draws the pointer, and behind it the trail that is thinner the older it is. Immutable. */
final class PointerTrail {
    private static final int MOVED = 0xff14b8a6;
    private static final int PRESSED = 0xfff97316;
    private static final int HALO = 0x60f97316;
    private static final int EDGE = 0xff0f172a;
    private static final int FILLING = 0xffffffff;
    private static final int LONGEST_STEP = Canvas.WIDTH / 6;

    /** The rows of the pointer: {@code #} is its edge, {@code o} its filling. */
    private static final List<String> ARROW = List.of(
            "#",
            "##",
            "#o#",
            "#oo#",
            "#ooo#",
            "#oooo#",
            "#ooooo#",
            "#oooooo#",
            "#ooooooo#",
            "#oooooooo#",
            "#ooooooooo#",
            "#oooooo#####",
            "#ooo#oo#",
            "#oo##oo#",
            "#o#  #oo#",
            "##   #oo#",
            "#     #oo#",
            "      #oo#",
            "       ##");

    /** Draws a trail, from the oldest point to the pointer. */
    void paint(Canvas canvas, List<Desktop.TrailPoint> trail) {
        for (int index = 1; index < trail.size(); index++) {
            paintStep(canvas, trail.get(index - 1), trail.get(index), (double) index / trail.size());
        }
        if (!trail.isEmpty()) {
            paintPointer(canvas, trail.get(trail.size() - 1));
        }
    }

    private static void paintStep(Canvas canvas, Desktop.TrailPoint from, Desktop.TrailPoint to, double freshness) {
        boolean pressed = from.pressed() && to.pressed();
        // It fades in width and not in opacity, for the round ends of two steps overlap.
        double width = (pressed ? 2 : 1) + 5 * freshness;
        // The pointer left the window and came back elsewhere, or is another client's.
        boolean jumped = Math.hypot(to.x() - from.x(), to.y() - from.y()) > LONGEST_STEP;
        Desktop.TrailPoint start = jumped ? to : from;
        canvas.stroke(start.x(), start.y(), to.x(), to.y(), width, pressed ? PRESSED : MOVED);
    }

    private static void paintPointer(Canvas canvas, Desktop.TrailPoint point) {
        if (point.pressed()) {
            canvas.disc(point.x(), point.y(), 11, HALO);
        }
        for (int row = 0; row < ARROW.size(); row++) {
            String pixels = ARROW.get(row);
            for (int column = 0; column < pixels.length(); column++) {
                if (pixels.charAt(column) != ' ') {
                    int colour = pixels.charAt(column) == '#' ? EDGE : FILLING;
                    canvas.fill(point.x() + column, point.y() + row, 1, 1, colour);
                }
            }
        }
    }
}
