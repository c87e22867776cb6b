package io.sluice.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How a value is written in the file.
 *
 * @param expected the form in words, for a message: "expected …"
 * @param parser makes a value of the text, or throws IllegalArgumentException
 */
record Form<T>(String expected, Function<String, T> parser) {
    private static final Pattern DURATION_FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern SIZE_FORM = Pattern.compile("(\\d{1,9})(B|KiB|MiB|GiB)?");
    private static final Pattern COUNT_FORM = Pattern.compile("\\d{1,9}");
    private static final Pattern ORIGIN_FORM =
            Pattern.compile("\\*|https?://([A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.]+\\])(:\\d{1,5})?");
    private static final long LEAST_TOTAL_QUEUE = 64 << 10;
    private static final long SMALLEST_HEADER = 1 << 10;
    private static final long LARGEST_HEADER = 1 << 20;
    private static final String A_SECOND = "/s";
    private static final long LEAST_BANDWIDTH = 1 << 10;
    private static final Map<String, Duration> DURATION_UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    static final Form<String> TEXT = new Form<>("a text", Form::text);
    static final Form<Boolean> FLAG = new Form<>("true or false", Form::flag);
    static final Form<Duration> DURATION =
            new Form<>("a duration such as 500ms, 30s, 10m, 1h, 2d, or 0s for no bound", Form::duration);
    static final Form<Duration> POSITIVE_DURATION =
            new Form<>("a duration above zero such as 500ms, 30s, 10m", text -> {
                Duration duration = duration(text);
                if (duration.isZero()) {
                    throw new IllegalArgumentException(text);
                }
                return duration;
            });
    static final Form<Duration> GRACE =
            new Form<>("a duration such as 500ms, 30s, 10m, or 0s for none", Form::duration);
    static final Form<Long> SIZE = new Form<>("a size above zero such as 65536, 256KiB, 10MiB", Form::size);
    static final Form<Long> TOTAL_QUEUE = new Form<>("a size of 64KiB or more, such as 256MiB", text -> {
        long size = size(text);
        if (size < LEAST_TOTAL_QUEUE) {
            throw new IllegalArgumentException(text);
        }
        return size;
    });
    static final Form<Integer> HEADER_SIZE = new Form<>("a size from 1KiB to 1MiB, such as 16KiB", text -> {
        long size = size(text);
        if (size < SMALLEST_HEADER || size > LARGEST_HEADER) {
            throw new IllegalArgumentException(text);
        }
        return (int) size;
    });
    static final Form<Long> BANDWIDTH =
            new Form<>("a size a second, 1KiB/s or more, such as 500KiB/s or 10MiB/s", Form::bandwidth);
    static final Form<Integer> COUNT = new Form<>("a whole number, 0 or more", Form::count);
    static final Form<Integer> POSITIVE_COUNT = new Form<>("a whole number, 1 or more", text -> {
        int count = count(text);
        if (count == 0) {
            throw new IllegalArgumentException(text);
        }
        return count;
    });
    static final Form<HostPort> LISTEN = new Form<>("HOST:PORT such as 127.0.0.1:8080, or [::1]:8080", HostPort::parse);
    static final Form<TargetSettings> TARGET = new Form<>(TargetSettings.EXPECTED, TargetSettings::parse);
    static final Form<Viewer> VIEWER = oneOf(Viewer.values());
    static final Form<Frames> FRAMES = oneOf(Frames.values());
    static final Form<String> ROUTE_PATH = new Form<>(RoutePath.EXPECTED, RoutePath::parse);
    static final Form<String> ORIGIN = new Form<>("an origin such as https://portal.example.com, or *", text -> {
        if (!ORIGIN_FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text.toLowerCase(Locale.ROOT);
    });

    /** A file's name, relative to this folder. */
    static Form<Path> file(Path folder) {
        return new Form<>("the name of a file", text -> folder.resolve(text(text)));
    }

    private static <E extends Enum<E>> Form<E> oneOf(E[] values) {
        Map<String, E> names = Arrays.stream(values)
                .collect(Collectors.toMap(value -> value.name().toLowerCase(Locale.ROOT), value -> value));
        String expected = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return new Form<>("one of " + expected, text -> {
            E value = names.get(text);
            if (value == null) {
                throw new IllegalArgumentException(text);
            }
            return value;
        });
    }

    private static String text(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Duration duration(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = matched(DURATION_FORM, text);
        Duration unit = DURATION_UNITS.get(matcher.group(2));
        if (unit == null) {
            throw new IllegalArgumentException(text);
        }
        Duration duration = unit.multipliedBy(Long.parseLong(matcher.group(1)));
        if (duration.compareTo(Duration.ofDays(36_500)) > 0) {
            throw new IllegalArgumentException(text);
        }
        return duration;
    }

    private static long size(String text) {
        Matcher matcher = matched(SIZE_FORM, text);
        long number = Long.parseLong(matcher.group(1));
        if (number == 0) {
            throw new IllegalArgumentException(text);
        }
        return switch (String.valueOf(matcher.group(2))) {
            case "KiB" -> number << 10;
            case "MiB" -> number << 20;
            case "GiB" -> number << 30;
            default -> number;
        };
    }

    private static long bandwidth(String text) {
        if (!text.endsWith(A_SECOND)) {
            throw new IllegalArgumentException(text);
        }
        long bytes = size(text.substring(0, text.length() - A_SECOND.length()));
        if (bytes < LEAST_BANDWIDTH) {
            throw new IllegalArgumentException(text);
        }
        return bytes;
    }

    private static int count(String text) {
        return Integer.parseInt(matched(COUNT_FORM, text).group());
    }

    private static Matcher matched(Pattern form, String text) {
        Matcher matcher = form.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        return matcher;
    }
}
