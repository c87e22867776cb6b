package io.sluice.conversation;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Bytes that one act sends, made anew from their seed whenever they are wanted.
 *
 * @param seed of the bytes
 * @param size how many bytes
 * @param text whether they are whole characters in UTF-8, else any bytes
 */
record Payload(long seed, int size, boolean text) {
    /** Characters of one, two, three and four bytes. */
    private static final int[] CHARACTERS = {'a', 'Z', '~', 0xe4, 0x7ff, 0x20ac, 0xffee, 0x1f600, 0x10ffff};

    private static final int LONGEST_CHARACTER = 4;

    byte[] bytes() {
        SplittableRandom random = new SplittableRandom(seed);
        return text ? textOf(random) : binaryOf(random);
    }

    private byte[] binaryOf(SplittableRandom random) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] textOf(SplittableRandom random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
        while (bytes.size() < size) {
            int character = size - bytes.size() < LONGEST_CHARACTER
                    ? 'a' + random.nextInt(26)
                    : CHARACTERS[random.nextInt(CHARACTERS.length)];
            bytes.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    @Override
    public String toString() {
        return size + (text ? " bytes of text" : " bytes");
    }
}
