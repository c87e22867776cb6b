package io.sluice.config;

import java.net.URI;
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
 * @param secret whether a value may hold a secret, so that a message must not quote it
 */
record Form<T>(String expected, Function<String, T> parser, boolean secret) {
    private static final Pattern DURATION_FORM = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Pattern SIZE_FORM = Pattern.compile("(\\d{1,9})(B|KiB|MiB|GiB)?");
    private static final Pattern COUNT_FORM = Pattern.compile("\\d{1,9}");
    private static final Pattern ORIGIN_FORM =
            Pattern.compile("\\*|https?://([A-Za-z0-9_.-]+|\\[[0-9A-Fa-f:.]+\\])(:\\d{1,5})?");
    private static final Pattern HOST_FORM = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final Pattern REALM_FORM = Pattern.compile("[ -~&&[^\"\\\\]]{1,100}");
    private static final Pattern NAME_FORM = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final int HIGHEST_PORT = 65535;
    private static final long LEAST_TOTAL_QUEUE = 64 << 10;
    private static final long SMALLEST_HEADER = 1 << 10;
    private static final long LARGEST_HEADER = 1 << 20;
    private static final String A_SECOND = "/s";
    private static final long LEAST_BANDWIDTH = 1 << 10;
    private static final Duration LONGEST_SKEW = Duration.ofMinutes(10);
    private static final Duration LONGEST_TICKET = Duration.ofMinutes(5);
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
    static final Form<HostPort> MANAGE =
            new Form<>("HOST:PORT such as 127.0.0.1:9180, or [::1]:9180, or off", HostPort::parse);
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

    static final Form<AddressRange> ADDRESSES = new Form<>(AddressRange.EXPECTED, AddressRange::parse);
    static final Form<Hours> HOURS = new Form<>(Hours.EXPECTED, Hours::parse);
    static final Form<DestinationRule> DESTINATION = new Form<>(DestinationRule.EXPECTED, DestinationRule::parse);
    static final Form<ProxyProtocol> PROXY_PROTOCOL = oneOf(ProxyProtocol.values());
    static final Form<CertificateSettings.Name> CERTIFICATE_NAME = oneOf(CertificateSettings.Name.values());
    static final Form<String> ALGORITHM =
            new Form<>("one of " + String.join(", ", JwtTrust.ALGORITHMS), Form::algorithm);
    static final Form<String> HOST =
            new Form<>("a host's name", text -> matched(HOST_FORM, text).group());
    static final Form<String> NAME = new Form<>(
            "a name of letters, digits and -._",
            text -> matched(NAME_FORM, text).group());
    static final Form<String> REALM = new Form<>(
            "a text without quotes and backslashes",
            text -> matched(REALM_FORM, text).group());
    static final Form<Duration> SKEW =
            new Form<>("a duration up to 10m such as 30s, or 0s", text -> atMost(LONGEST_SKEW, duration(text)));
    static final Form<Duration> TICKET = new Form<>(
            "a duration above zero and up to 5m such as 30s",
            text -> atMost(LONGEST_TICKET, POSITIVE_DURATION.parser().apply(text)));
    static final Form<URI> KEY_ADDRESS = new Form<>(
            "the name of a file, or https://… without user and password (http:// only to this machine)",
            Form::httpAddress,
            true);
    static final Form<String> LOOKUP = new Form<>(
            "an address with {token} in its path or query, such as https://inventory.example/targets/{token}"
                    + " (http:// only to this machine)",
            Form::lookup,
            true);
    static final Form<URI> REDIS_ADDRESS =
            new Form<>("redis://HOST:PORT or rediss://HOST:PORT, without user and password", Form::redisAddress, true);
    static final Form<String> TOKEN_KEY =
            new Form<>("a key with {token} in it, such as sluice:{token}", text -> withToken(text));

    Form(String expected, Function<String, T> parser) {
        this(expected, parser, false);
    }

    /** A file's name, relative to this folder. */
    static Form<Path> file(Path folder) {
        return new Form<>("the name of a file", text -> folder.resolve(text(text)));
    }

    private static <E extends Enum<E>> Form<E> oneOf(E[] values) {
        Map<String, E> names = Arrays.stream(values).collect(Collectors.toMap(Form::written, value -> value));
        String expected = Arrays.stream(values).map(Form::written).collect(Collectors.joining(", "));
        return new Form<>("one of " + expected, text -> {
            E value = names.get(text);
            if (value == null) {
                throw new IllegalArgumentException(text);
            }
            return value;
        });
    }

    private static String written(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Duration atMost(Duration longest, Duration duration) {
        if (duration.compareTo(longest) > 0) {
            throw new IllegalArgumentException(duration.toString());
        }
        return duration;
    }

    private static String algorithm(String text) {
        if (!JwtTrust.ALGORITHMS.contains(text)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    /** Whoever can change an answer on its way decides who gets in, or where to. */
    private static URI httpAddress(String text) {
        URI address = URI.create(text);
        String scheme = String.valueOf(address.getScheme());
        String host = String.valueOf(address.getHost());
        boolean local = host.equals("localhost") || host.equals(HostPort.LOOPBACK) || host.equals("[::1]");
        boolean named = address.getHost() != null
                && address.getRawUserInfo() == null
                && address.getPort() != 0
                && address.getPort() <= HIGHEST_PORT;
        if (!named || !(scheme.equals("https") || (scheme.equals("http") && local))) {
            throw new IllegalArgumentException(text);
        }
        return address;
    }

    private static String lookup(String text) {
        URI address = httpAddress(withToken(text).replace(TargetSettings.TOKEN, "x"));
        URI withoutToken = URI.create(text.replace(TargetSettings.TOKEN, ""));
        if (address.getRawFragment() != null
                || !String.valueOf(address.getRawAuthority()).equals(withoutToken.getRawAuthority())) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static String withToken(String text) {
        if (!text.contains(TargetSettings.TOKEN)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static URI redisAddress(String text) {
        URI address = URI.create(text);
        String scheme = String.valueOf(address.getScheme());
        String authority = String.valueOf(address.getRawAuthority());
        boolean plain = text.equals(scheme + "://" + authority);
        if (!(scheme.equals("redis") || scheme.equals("rediss"))
                || !plain
                || !authority.contains(":")
                || HostPort.parse(authority).port() == 0) {
            throw new IllegalArgumentException(text);
        }
        return address;
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
