package io.sluice.config;

/**
 * What steers a terminal or ends a line instead of being shown: control and format characters, and separators of lines
 * and paragraphs. Problems and logs show them as JSON escapes them, so that none of what strangers send does either,
 * and a line of JSON stays one.
 */
public final class ControlCharacters {
    private ControlCharacters() {}

    /** A text without any of them. */
    public static String escaped(String text) {
        return escaped(text, "");
    }

    /** A text of several lines, with its line ends and tabs but without others of them. */
    public static String escapedLines(String text) {
        return escaped(text, System.lineSeparator() + '\t');
    }

    private static String escaped(String text, String kept) {
        if (text.codePoints().noneMatch(each -> isControl(each) && kept.indexOf(each) < 0)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 32);
        text.codePoints().forEach(each -> {
            if (isControl(each) && kept.indexOf(each) < 0) {
                for (char part : Character.toChars(each)) {
                    escaped.append(String.format("\\u%04x", (int) part));
                }
            } else {
                escaped.appendCodePoint(each);
            }
        });
        return escaped.toString();
    }

    private static boolean isControl(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
