package io.sluice.config;

import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a target may lie that is chosen at run time: at these addresses, or under these names, and on these ports.
 *
 * @param addresses the addresses; null: names are given
 * @param name a host's name in lower case, {@code *.} and a domain for all names below it, or {@code *}; null:
 *     addresses are given
 * @param lowestPort at least 1
 * @param highestPort at most 65535
 */
public record DestinationRule(
        @Nullable AddressRange addresses, @Nullable String name, int lowestPort, int highestPort) {
    /** What a rule looks like, in words. */
    public static final String EXPECTED = "HOST:PORTS such as 10.0.0.0/8:5900-5999, [fd00::/8]:22, *.lab.example:*";

    private static final String ALL = "*";
    private static final int HIGHEST = 65535;
    private static final Pattern FORM = Pattern.compile(
            "(?:\\[(?<six>[0-9A-Fa-f:./]+)\\]|(?<host>[A-Za-z0-9_.*/-]+)):(?<ports>\\*|\\d{1,5}(-\\d{1,5})?)");
    private static final Pattern NAME = Pattern.compile("\\*|(\\*\\.)?[a-z0-9_-]+(\\.[a-z0-9_-]+)*");
    private static final Pattern ADDRESS = Pattern.compile("[0-9./]+");

    /**
     * Reads {@code HOST:PORTS}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static DestinationRule parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        int[] ports = ports(matcher.group("ports"));
        String six = matcher.group("six");
        String host = six != null ? six : matcher.group("host");
        if (six != null || ADDRESS.matcher(host).matches()) {
            return new DestinationRule(AddressRange.parse(host), null, ports[0], ports[1]);
        }
        String name = host.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(text);
        }
        return new DestinationRule(null, name, ports[0], ports[1]);
    }

    private static int[] ports(String text) {
        if (text.equals(ALL)) {
            return new int[] {1, HIGHEST};
        }
        String[] ends = text.split("-", -1);
        int lowest = Integer.parseInt(ends[0]);
        int highest = Integer.parseInt(ends[ends.length - 1]);
        if (lowest < 1 || highest > HIGHEST || lowest > highest) {
            throw new IllegalArgumentException(text);
        }
        return new int[] {lowest, highest};
    }

    /** Whether it holds for a port. */
    public boolean hasPort(int port) {
        return lowestPort <= port && port <= highestPort;
    }

    /** Whether it holds for an address; never, where names are given. */
    public boolean hasAddress(InetAddress address) {
        return addresses != null && addresses.contains(address);
    }

    /** Whether it holds for a name in lower case; never, where addresses are given. */
    public boolean hasName(String host) {
        if (name == null) {
            return false;
        }
        return name.equals(ALL) || name.equals(host) || (name.startsWith("*.") && host.endsWith(name.substring(1)));
    }

    /** As it is written. */
    @Override
    public String toString() {
        String ports = lowestPort == 1 && highestPort == HIGHEST
                ? ALL
                : lowestPort == highestPort ? Integer.toString(lowestPort) : lowestPort + "-" + highestPort;
        if (addresses == null) {
            return name + ":" + ports;
        }
        String range = addresses.toString();
        return (range.contains(":") ? "[" + range + "]" : range) + ":" + ports;
    }
}
