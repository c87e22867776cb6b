package io.sluice.demo;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.net.ProtocolException;

/**
 * How a client wants its pixels (RFC 6143 section 7.4): true colour in 8, 16 or 32 bits.
 *
 * <p>Immutable.
 *
 * @param bitsPerPixel 8, 16 or 32
 * @param depth the useful bits of a pixel, as the client says; not used
 * @param bigEndian whether the most significant byte of a pixel comes first
 * @param redMax the largest red value, a power of two less one; likewise green and blue
 * @param redShift how far red is shifted to the left, in bits; likewise green and blue
 */
record PixelFormat(
        int bitsPerPixel,
        int depth,
        boolean bigEndian,
        int redMax,
        int greenMax,
        int blueMax,
        int redShift,
        int greenShift,
        int blueShift) {
    /** What the server offers: {@code 0x00RRGGBB}, least significant byte first. */
    static final PixelFormat NATIVE = new PixelFormat(32, 24, false, 255, 255, 255, 16, 8, 0);

    private static final int PADDING = 3;

    /**
     * Reads the 16 bytes of a PIXEL_FORMAT.
     *
     * @throws ProtocolException if it is no format this server can produce; colour maps are among those
     */
    static PixelFormat read(DataInput in) throws IOException {
        int bitsPerPixel = in.readUnsignedByte();
        int depth = in.readUnsignedByte();
        boolean bigEndian = in.readUnsignedByte() != 0;
        boolean trueColour = in.readUnsignedByte() != 0;
        int redMax = in.readUnsignedShort();
        int greenMax = in.readUnsignedShort();
        int blueMax = in.readUnsignedShort();
        int redShift = in.readUnsignedByte();
        int greenShift = in.readUnsignedByte();
        int blueShift = in.readUnsignedByte();
        in.readFully(new byte[PADDING]);
        boolean possible = trueColour
                && (bitsPerPixel == 8 || bitsPerPixel == 16 || bitsPerPixel == 32)
                && fits(redMax, redShift, bitsPerPixel)
                && fits(greenMax, greenShift, bitsPerPixel)
                && fits(blueMax, blueShift, bitsPerPixel);
        if (!possible) {
            throw new ProtocolException("no true-colour pixel format of 8, 16 or 32 bits");
        }
        return new PixelFormat(
                bitsPerPixel, depth, bigEndian, redMax, greenMax, blueMax, redShift, greenShift, blueShift);
    }

    private static boolean fits(int max, int shift, int bits) {
        int width = Integer.bitCount(max);
        return max == (1 << width) - 1 && shift + width <= bits;
    }

    /** Writes the 16 bytes of a PIXEL_FORMAT. */
    void write(DataOutput out) throws IOException {
        out.writeByte(bitsPerPixel);
        out.writeByte(depth);
        out.writeBoolean(bigEndian);
        out.writeBoolean(true);
        out.writeShort(redMax);
        out.writeShort(greenMax);
        out.writeShort(blueMax);
        out.writeByte(redShift);
        out.writeByte(greenShift);
        out.writeByte(blueShift);
        out.write(new byte[PADDING]);
    }

    int bytesPerPixel() {
        return bitsPerPixel / Byte.SIZE;
    }

    /** Returns the pixel value for a colour {@code 0xRRGGBB}, in the low {@code bitsPerPixel} bits. */
    int translate(int colour) {
        return scale(colour >> 16 & 0xff, redMax) << redShift
                | scale(colour >> 8 & 0xff, greenMax) << greenShift
                | scale(colour & 0xff, blueMax) << blueShift;
    }

    private static int scale(int value, int max) {
        return max == 255 ? value : (value * max + 127) / 255;
    }

    /**
     * Puts pixels on the wire.
     *
     * @param pixels colours {@code 0xRRGGBB}
     * @param from the first to take
     * @param count how many to take
     * @param wire where they go, from index 0; has room for {@code count * bytesPerPixel()} bytes
     */
    void encode(int[] pixels, int from, int count, byte[] wire) {
        int position = 0;
        for (int index = from; index < from + count; index++) {
            int value = translate(pixels[index]);
            for (int shift = 0; shift < bitsPerPixel; shift += Byte.SIZE) {
                wire[position++] = (byte) (value >> (bigEndian ? bitsPerPixel - Byte.SIZE - shift : shift));
            }
        }
    }
}
