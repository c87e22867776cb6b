package io.sluice.config;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A host and a port.
 *
 * @param host a name or an address, an IPv6 address without brackets
 * @param port 0 to 65535; 0 only where a free port is to be chosen
 */
public record HostPort(String host, int port) {
    /** The address of this machine that no other machine reaches. */
    public static final String LOOPBACK = "127.0.0.1";

    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");
    private static final Pattern FORM = Pattern.compile(
            "(?:(?<name>(?!\\d{1,5}:)[A-Za-z0-9_.-]+)|\\[(?<six>[0-9A-Fa-f:.]+(?:%[A-Za-z0-9]+)?)\\]):(?<port>\\d{1,5})");
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");

    /**
     * Reads {@code HOST:PORT}, {@code [IPV6]:PORT} or just {@code PORT}, which means loopback. No host is only digits:
     * that would be two ports.
     *
     * @throws IllegalArgumentException if the text has none of these forms
     */
    public static HostPort parse(String text) {
        if (PORT.matcher(text).matches()) {
            return new HostPort(LOOPBACK, port(text));
        }
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        String name = matcher.group("name");
        return new HostPort(name != null ? name : matcher.group("six"), port(matcher.group("port")));
    }

    private static int port(String digits) {
        int port = Integer.parseInt(digits);
        if (port > 65535) {
            throw new IllegalArgumentException(digits);
        }
        return port;
    }

    /** Whether nobody can listen here while somebody listens there. */
    boolean takes(HostPort other) {
        boolean everywhere = Stream.of(host, other.host).anyMatch(EVERYWHERE::contains);
        return port != 0 && port == other.port && (everywhere || host.equalsIgnoreCase(other.host));
    }

    /** As in a URL, an IPv6 address in brackets. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
