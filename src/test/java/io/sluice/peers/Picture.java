package io.sluice.peers;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/**
 * A picture.
 *
 * @param pixels {@code 0xRRGGBB}, row by row
 */
record Picture(int width, int height, int[] pixels) {
    /** Reads a PNG file. */
    static Picture fromPng(byte[] file) {
        BufferedImage image;
        try {
            image = ImageIO.read(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return new Picture(
                image.getWidth(),
                image.getHeight(),
                IntStream.of(pixels).map(Picture::opaque).toArray());
    }

    /** Reads a dump of an X window with 32 bits a pixel, as {@code xwd} writes it: XWDFile.h says how. */
    static Picture fromXwd(byte[] file) {
        ByteBuffer dump = ByteBuffer.wrap(file);
        int width = dump.getInt(4 * 4);
        int height = dump.getInt(5 * 4);
        boolean bigEndian = dump.getInt(7 * 4) == 1;
        int bitsPerPixel = dump.getInt(11 * 4);
        int bytesPerLine = dump.getInt(12 * 4);
        int colours = dump.getInt(19 * 4);
        if (dump.getInt(4) != 7 || bitsPerPixel != 32) {
            throw new AssertionError("Not a dump that is understood here");
        }
        int begin = dump.getInt(0) + colours * 12;
        dump.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        int[] pixels = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] = opaque(dump.getInt(begin + y * bytesPerLine + x * 4));
            }
        }
        return new Picture(width, height, pixels);
    }

    private static int opaque(int pixel) {
        return pixel & 0xffffff;
    }

    /** The pixel at a place. */
    int at(int x, int y) {
        return pixels[y * width + x];
    }

    /** How many different colours there are. */
    long colours() {
        return Arrays.stream(pixels).distinct().count();
    }

    /** How many pixels have this colour. */
    long count(int colour) {
        return Arrays.stream(pixels).filter(pixel -> pixel == colour).count();
    }

    /** A part. */
    Picture part(int left, int top, int partWidth, int partHeight) {
        int[] part = new int[partWidth * partHeight];
        for (int y = 0; y < partHeight; y++) {
            System.arraycopy(pixels, (top + y) * width + left, part, y * partWidth, partWidth);
        }
        return new Picture(partWidth, partHeight, part);
    }

    /** How many pixels differ from another picture's by more than this in red, green or blue. */
    long differences(Picture other, int tolerance) {
        if (width != other.width || height != other.height) {
            return Math.max(pixels.length, other.pixels.length);
        }
        return IntStream.range(0, pixels.length)
                .filter(index -> distance(pixels[index], other.pixels[index]) > tolerance)
                .count();
    }

    private static int distance(int one, int other) {
        return IntStream.of(0, 8, 16)
                .map(shift -> Math.abs(((one >> shift) & 0xff) - ((other >> shift) & 0xff)))
                .max()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return width + "x" + height + " with " + colours() + " colours";
    }
}
