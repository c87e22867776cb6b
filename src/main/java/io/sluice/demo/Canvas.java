package io.sluice.demo;

/**
 * A picture of the size of the desktop, and what can be drawn on it with smooth edges.
 *
 * <p>Positions and lengths are in pixels from the top left corner, colours are {@code 0xAARRGGBB}. What is off the
 * canvas is left out. Not thread-safe.
 */
final class Canvas {
    static final int WIDTH = 960;
    static final int HEIGHT = 600;

    private static final int OPAQUE = 255;

    /** How far a point is outside of a shape; negative inside. */
    @FunctionalInterface
    private interface Shape {
        double distance(double x, double y);
    }

    private final int[] pixels = new int[WIDTH * HEIGHT];

    /** Returns the pixels themselves, {@code 0xRRGGBB} row by row. */
    int[] pixels() {
        return pixels;
    }

    void copyFrom(Canvas other) {
        System.arraycopy(other.pixels, 0, pixels, 0, pixels.length);
    }

    /** Fills all with a blend from one colour in the top left corner to another in the bottom right one. */
    void gradient(int from, int to) {
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                int share = (x * OPAQUE / WIDTH + y * OPAQUE / HEIGHT) / 2;
                pixels[y * WIDTH + x] = mix(from, to, share);
            }
        }
    }

    void fill(int left, int top, int width, int height, int colour) {
        for (int y = Math.max(0, top); y < Math.min(HEIGHT, top + height); y++) {
            for (int x = Math.max(0, left); x < Math.min(WIDTH, left + width); x++) {
                blend(x, y, colour, OPAQUE);
            }
        }
    }

    void roundedRectangle(Area area, double radius, int colour) {
        paint(area, 0.5, roundedRectangle(area, radius), colour);
    }

    /** Draws a shadow that fades out over a length around a rounded rectangle. */
    void shadow(Area area, double radius, int length, int colour) {
        Area reach =
                new Area(area.x() - length, area.y() - length, area.width() + 2 * length, area.height() + 2 * length);
        paint(reach, length, roundedRectangle(area, radius), colour);
    }

    void disc(double centerX, double centerY, double radius, int colour) {
        paint(
                around(centerX, centerY, centerX, centerY, radius),
                0.5,
                (x, y) -> Math.hypot(x - centerX, y - centerY) - radius,
                colour);
    }

    /** Draws a straight stroke with round ends. */
    void stroke(double fromX, double fromY, double toX, double toY, double width, int colour) {
        double alongX = toX - fromX;
        double alongY = toY - fromY;
        double square = Math.max(alongX * alongX + alongY * alongY, 1e-9);
        paint(
                around(fromX, fromY, toX, toY, width / 2),
                0.5,
                (x, y) -> {
                    double share = ((x - fromX) * alongX + (y - fromY) * alongY) / square;
                    double near = Math.max(0, Math.min(1, share));
                    return Math.hypot(x - fromX - near * alongX, y - fromY - near * alongY) - width / 2;
                },
                colour);
    }

    /** Draws a line of text whose cells have their top left corner there. */
    void text(Font font, int left, int top, String text, int colour) {
        int cell = left;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            for (int y = 0; y < font.height(); y++) {
                for (int x = 0; x < font.cellWidth(); x++) {
                    blend(cell + x, top + y, colour, font.coverage(character, x, y));
                }
            }
            cell += font.advance(character);
        }
    }

    /** As {@link #text}, centered on a column. */
    void centeredText(Font font, int center, int top, String text, int colour) {
        text(font, center - font.width(text) / 2, top, text, colour);
    }

    private static Shape roundedRectangle(Area area, double radius) {
        double centerX = area.x() + area.width() / 2.0;
        double centerY = area.y() + area.height() / 2.0;
        double straightX = area.width() / 2.0 - radius;
        double straightY = area.height() / 2.0 - radius;
        return (x, y) -> {
            double outX = Math.abs(x - centerX) - straightX;
            double outY = Math.abs(y - centerY) - straightY;
            return Math.hypot(Math.max(outX, 0), Math.max(outY, 0)) + Math.min(Math.max(outX, outY), 0) - radius;
        };
    }

    private static Area around(double x1, double y1, double x2, double y2, double reach) {
        int left = (int) Math.floor(Math.min(x1, x2) - reach - 1);
        int top = (int) Math.floor(Math.min(y1, y2) - reach - 1);
        int right = (int) Math.ceil(Math.max(x1, x2) + reach + 1);
        int bottom = (int) Math.ceil(Math.max(y1, y2) + reach + 1);
        return new Area(left, top, right - left, bottom - top);
    }

    /** Paints a shape within an area; its edge fades from all to nothing over this length to both sides. */
    private void paint(Area area, double fade, Shape shape, int colour) {
        for (int y = Math.max(0, area.y()); y < Math.min(HEIGHT, area.bottom()); y++) {
            for (int x = Math.max(0, area.x()); x < Math.min(WIDTH, area.right()); x++) {
                double share = 0.5 - shape.distance(x + 0.5, y + 0.5) / (2 * fade);
                double smooth = Math.max(0, Math.min(1, share));
                blend(x, y, colour, (int) Math.round(smooth * OPAQUE));
            }
        }
    }

    private void blend(int x, int y, int colour, int coverage) {
        int share = (colour >>> 24) * coverage / OPAQUE;
        if (share > 0 && x >= 0 && x < WIDTH && y >= 0 && y < HEIGHT) {
            int index = y * WIDTH + x;
            pixels[index] = mix(pixels[index], colour, share);
        }
    }

    private static int mix(int under, int over, int share) {
        return mixChannel(under, over, share, 16)
                | mixChannel(under, over, share, 8)
                | mixChannel(under, over, share, 0);
    }

    private static int mixChannel(int under, int over, int share, int shift) {
        int below = under >> shift & 0xff;
        int above = over >> shift & 0xff;
        return ((below * (OPAQUE - share) + above * share + OPAQUE / 2) / OPAQUE) << shift;
    }
}
