package io.sluice.runner;

import io.sluice.config.AddressRange;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one proxy says of whom it was asked by.
 *
 * @param from who that was, with port 0 where it is not told; null where the proxy keeps it to itself
 * @param secure whether it was asked by https
 */
record Hop(@Nullable InetSocketAddress from, boolean secure) {
    private static final String PORT = "(?::(\\d{1,5}))?";
    private static final Pattern WITH_DOTS = Pattern.compile("([0-9.]+)" + PORT);
    private static final Pattern IN_BRACKETS = Pattern.compile("\\[([0-9A-Fa-f:.]+)]" + PORT);
    private static final Pattern WITH_COLONS = Pattern.compile("([0-9A-Fa-f.]*:[0-9A-Fa-f]*:[0-9A-Fa-f:.]*)()");

    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern PAIR = Pattern.compile("(" + TOKEN + ")=(?:(" + TOKEN + ")|\"([^\"\\\\]*)\")");
    private static final Pattern HIDDEN = Pattern.compile("(?i:unknown|_[0-9A-Za-z._-]+)(?::.+)?");
    private static final Pattern HIDDEN_PORT = Pattern.compile("(.*):_[0-9A-Za-z._-]+");

    /** How proxies name https, some of them even for a WebSocket. */
    private static final Set<String> SECURE = Set.of("https", "wss");

    private static final int HIGHEST_PORT = 65_535;

    /** Whether a name of a protocol is that of a secure one. */
    static boolean isSecure(String protocol) {
        return SECURE.contains(protocol.toLowerCase(Locale.ROOT));
    }

    /**
     * What {@code X-Forwarded-For} says, the nearest hop first. An element that is no address ends it: what lies behind
     * is not to be relied on.
     *
     * @param list all lines of the header, joined by commas
     * @param secure whether the hops were by https, which this header does not say
     */
    static List<Hop> ofForwardedFor(String list, boolean secure) {
        List<Hop> hops = new ArrayList<>();
        for (String element : nearestFirst(list)) {
            InetSocketAddress from = node(element);
            if (from == null) {
                break;
            }
            hops.add(new Hop(from, secure));
        }
        return hops;
    }

    /**
     * What {@code Forwarded} (RFC 7239) says, the nearest hop first. An element that does not fit ends it. So does a
     * quoted comma, which no address has: the list is read from its end, where the trusted proxies write, and must mean
     * the same whatever a client has put before.
     *
     * @param list all lines of the header, joined by commas
     */
    static List<Hop> ofForwarded(String list) {
        List<Hop> hops = new ArrayList<>();
        for (String element : nearestFirst(list)) {
            Hop hop = element(element);
            if (hop == null) {
                break;
            }
            hops.add(hop);
        }
        return hops;
    }

    private static List<String> nearestFirst(String list) {
        List<String> elements = new ArrayList<>();
        for (String element : list.split(",", -1)) {
            if (!element.isBlank()) {
                elements.add(element.strip());
            }
        }
        Collections.reverse(elements);
        return elements;
    }

    private static @Nullable Hop element(String text) {
        String from = null;
        String protocol = "";
        for (String part : text.split(";", -1)) {
            Matcher pair = PAIR.matcher(part.strip());
            if (!pair.matches()) {
                return null;
            }
            String value = pair.group(2) == null ? pair.group(3) : pair.group(2);
            String name = pair.group(1).toLowerCase(Locale.ROOT);
            if (name.equals("for")) {
                if (from != null) {
                    return null;
                }
                from = value;
            } else if (name.equals("proto")) {
                protocol = value;
            }
        }
        if (from == null || HIDDEN.matcher(from).matches()) {
            return new Hop(null, isSecure(protocol));
        }
        Matcher hiddenPort = HIDDEN_PORT.matcher(from);
        InetSocketAddress node = node(hiddenPort.matches() ? hiddenPort.group(1) : from);
        return node == null ? null : new Hop(node, isSecure(protocol));
    }

    /** An address, with or without port; null if the text is none. */
    private static @Nullable InetSocketAddress node(String text) {
        for (Pattern form : List.of(WITH_DOTS, IN_BRACKETS, WITH_COLONS)) {
            Matcher matcher = form.matcher(text);
            if (matcher.matches()) {
                String digits = matcher.group(2);
                int port = digits == null || digits.isEmpty() ? 0 : Integer.parseInt(digits);
                try {
                    return port > HIGHEST_PORT
                            ? null
                            : new InetSocketAddress(AddressRange.literal(matcher.group(1)), port);
                } catch (IllegalArgumentException e) {
                    return null;
                }
            }
        }
        return null;
    }
}
