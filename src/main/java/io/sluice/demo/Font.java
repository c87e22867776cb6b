package io.sluice.demo;

/**
 * The {@link Glyphs} at one size, smoothed: twice doubled along their edges, then averaged down to the size wanted.
 *
 * <p>Immutable.
 */
final class Font {
    private static final int CHARACTERS = 256;
    private static final int OVERSAMPLING = 4;
    private static final int SPACE_WIDTH = 4;
    private static final int GAP = 2;

    private final int height;
    private final byte[][] coverages = new byte[CHARACTERS][];
    private final int[] advances = new int[CHARACTERS];

    private Font(int height, boolean bold, boolean monospaced) {
        this.height = height;
        for (char character = ' '; character < CHARACTERS; character++) {
            boolean[] pixels = Glyphs.of(character);
            if (bold) {
                embolden(pixels);
            }
            int inkWidth = Glyphs.WIDTH;
            if (!monospaced) {
                inkWidth = moveLeft(pixels) + GAP;
            }
            advances[character] = Math.round((float) inkWidth * height / Glyphs.HEIGHT);
            coverages[character] = shrink(enlarge(enlarge(pixels, Glyphs.WIDTH), 2 * Glyphs.WIDTH), height);
        }
    }

    /** Makes a font whose characters are as wide as they are drawn; the height of a line is in pixels, and even. */
    static Font proportional(int height) {
        return new Font(height, false, false);
    }

    /** As {@link #proportional}, with strokes twice as thick. */
    static Font bold(int height) {
        return new Font(height, true, false);
    }

    /** As {@link #proportional}, with all characters half as wide as they are high. */
    static Font monospaced(int height) {
        return new Font(height, false, true);
    }

    int height() {
        return height;
    }

    /** Returns the width of the cell that {@link #coverage} covers. */
    int cellWidth() {
        return height / 2;
    }

    /** Returns how far the next character is to the right of this one. */
    int advance(char character) {
        return advances[known(character)];
    }

    int width(String text) {
        return text.chars().map(character -> advance((char) character)).sum();
    }

    /** Returns how much of a pixel of a character's cell is drawn, from 0 to 255. */
    int coverage(char character, int x, int y) {
        return Byte.toUnsignedInt(coverages[known(character)][y * cellWidth() + x]);
    }

    private static char known(char character) {
        return character >= ' ' && character < CHARACTERS ? character : '\u007f';
    }

    private static void embolden(boolean[] pixels) {
        for (int index = pixels.length - 1; index > 0; index--) {
            if (index % Glyphs.WIDTH > 0) {
                pixels[index] |= pixels[index - 1];
            }
        }
    }

    /** Moves a drawing to the left edge of its cell and returns its width. */
    private static int moveLeft(boolean[] pixels) {
        int first = Glyphs.WIDTH;
        int last = -1;
        for (int index = 0; index < pixels.length; index++) {
            if (pixels[index]) {
                first = Math.min(first, index % Glyphs.WIDTH);
                last = Math.max(last, index % Glyphs.WIDTH);
            }
        }
        if (last < 0) {
            return SPACE_WIDTH;
        }
        boolean[] moved = new boolean[pixels.length];
        System.arraycopy(pixels, first, moved, 0, pixels.length - first);
        System.arraycopy(moved, 0, pixels, 0, pixels.length);
        return last - first + 1;
    }

    /** Doubles a drawing and rounds its corners, by the rules of Scale2x. */
    private static boolean[] enlarge(boolean[] pixels, int width) {
        int rows = pixels.length / width;
        boolean[] doubled = new boolean[pixels.length * 4];
        for (int y = 0; y < rows; y++) {
            for (int x = 0; x < width; x++) {
                boolean center = pixels[y * width + x];
                boolean up = y > 0 && pixels[(y - 1) * width + x];
                boolean down = y < rows - 1 && pixels[(y + 1) * width + x];
                boolean left = x > 0 && pixels[y * width + x - 1];
                boolean right = x < width - 1 && pixels[y * width + x + 1];
                boolean corner = up != down && left != right;
                int target = 4 * y * width + 2 * x;
                doubled[target] = (corner && left == up) ? left : center;
                doubled[target + 1] = (corner && right == up) ? right : center;
                doubled[target + 2 * width] = (corner && left == down) ? left : center;
                doubled[target + 2 * width + 1] = (corner && right == down) ? right : center;
            }
        }
        return doubled;
    }

    private static byte[] shrink(boolean[] pixels, int height) {
        int sourceWidth = Glyphs.WIDTH * 4;
        int width = height / 2;
        byte[] coverage = new byte[width * height];
        for (int index = 0; index < coverage.length; index++) {
            int drawn = 0;
            for (int sample = 0; sample < OVERSAMPLING * OVERSAMPLING; sample++) {
                int x = (index % width * OVERSAMPLING + sample % OVERSAMPLING) * sourceWidth / (width * OVERSAMPLING);
                int y = (index / width * OVERSAMPLING + sample / OVERSAMPLING) * sourceWidth / (width * OVERSAMPLING);
                drawn += pixels[y * sourceWidth + x] ? 1 : 0;
            }
            coverage[index] = (byte) (drawn * 255 / (OVERSAMPLING * OVERSAMPLING));
        }
        return coverage;
    }
}
