package io.sluice.demo.shell;

/** How much room characters take on a terminal: none, one cell or two. */
final class Cells {
    private static final int[][] WIDE = {
        {0x1100, 0x115f}, // Hangul
        {0x2e80, 0x303e}, // Chinese, and its punctuation
        {0x3041, 0xa4cf}, // Japanese, Chinese
        {0xac00, 0xd7a3}, // Hangul
        {0xf900, 0xfaff}, // Chinese
        {0xfe30, 0xfe6f}, // Chinese punctuation
        {0xff00, 0xff60}, // full width forms
        {0xffe0, 0xffe6},
        {0x1f300, 0x1f64f}, // pictures
        {0x1f680, 0x1f6ff},
        {0x1f900, 0x1f9ff},
        {0x20000, 0x3fffd} // Chinese
    };

    private Cells() {}

    static int of(int character) {
        int type = Character.getType(character);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        for (int[] range : WIDE) {
            if (character >= range[0] && character <= range[1]) {
                return 2;
            }
        }
        return 1;
    }
}
