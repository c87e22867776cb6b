package io.sluice.config;

import java.util.List;
import java.util.regex.Pattern;

/** Which paths may be a route's. */
public final class RoutePath {
    /** The first segments that belong to the gateway itself. */
    static final List<String> RESERVED = List.of("manage", "view", "assets");

    /** What a route's path looks like, in words. */
    public static final String EXPECTED =
            "a path such as /vnc/desk1 or /t/{token}, of letters, digits and -._~ between single slashes, not below /"
                    + String.join(", /", RESERVED);

    private static final Pattern FORM = Pattern.compile("(/[A-Za-z0-9._~-]+)+(/\\{token\\})?");

    private RoutePath() {}

    /** Whether a path ends with {@code {token}}, which stands for any token. */
    public static boolean hasToken(String path) {
        return path.endsWith("/" + TargetSettings.TOKEN);
    }

    /**
     * The path as it was given.
     *
     * @throws IllegalArgumentException if it may not be a route's
     */
    public static String parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        String[] segments = text.substring(1).split("/", -1);
        for (String segment : segments) {
            if (segment.equals(".") || segment.equals("..")) {
                throw new IllegalArgumentException(text);
            }
        }
        if (RESERVED.contains(segments[0]) || text.equals("/index.html")) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
