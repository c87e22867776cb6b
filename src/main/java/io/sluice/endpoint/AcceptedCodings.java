package io.sluice.endpoint;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What the lines of {@code Accept-Encoding} say (RFC 9110 section 12.5.3). */
final class AcceptedCodings {
    /** A weight above zero. */
    private static final Pattern SOME = Pattern.compile("0\\.(?!0*$)\\d{1,3}|1(\\.0{0,3})?");

    private AcceptedCodings() {}

    /** Whether gzip may be sent; no lines: it may not, as who cannot take it need not say so. */
    static boolean takeGzip(List<String> lines) {
        Map<String, Boolean> taken = new HashMap<>();
        for (String line : lines) {
            for (String coding : line.toLowerCase(Locale.ROOT).split(",", -1)) {
                String[] parts = coding.split(";", -1);
                taken.merge(nameOf(parts[0].strip()), isTaken(parts), Boolean::logicalAnd);
            }
        }
        return taken.getOrDefault("gzip", taken.getOrDefault("*", false));
    }

    private static String nameOf(String coding) {
        return coding.equals("x-gzip") ? "gzip" : coding;
    }

    private static boolean isTaken(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String[] parameter = parts[i].split("=", 2);
            if (parameter[0].strip().equals("q")
                    && (parameter.length < 2
                            || !SOME.matcher(parameter[1].strip()).matches())) {
                return false;
            }
        }
        return true;
    }
}
