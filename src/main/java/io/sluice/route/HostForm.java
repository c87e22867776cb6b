package io.sluice.route;

import io.sluice.config.AddressRange;
import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a target's host is written as. Whatever looks like a number and is none that all read alike is refused. */
enum HostForm {
    /** An address of IPv4 in its one usual form, or one of IPv6. */
    ADDRESS,
    /** A name that somebody has to be asked for. */
    NAME,
    /** {@code 127.1}, {@code 0x7f.0.0.1}, {@code 010.0.0.1}, {@code 2130706433}, {@code name.}, and the like. */
    AMBIGUOUS;

    private static final String OCTET = "(0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])";
    private static final Pattern FOUR = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern LABELS = Pattern.compile("[A-Za-z0-9_-]{1,63}(\\.[A-Za-z0-9_-]{1,63})*");

    /** As browsers do, what ends like a number is taken for one. */
    private static final Pattern NUMBER_AT_END = Pattern.compile("(.*\\.)?(\\d+|0[xX][0-9A-Fa-f]*)");

    static HostForm of(String host) {
        if (host.contains(":") || FOUR.matcher(host).matches()) {
            return ADDRESS;
        }
        return LABELS.matcher(host).matches() && !NUMBER_AT_END.matcher(host).matches() ? NAME : AMBIGUOUS;
    }

    /** The address that a text of the form {@link #ADDRESS} is; null when it is none after all. */
    static @Nullable InetAddress literal(String host) {
        try {
            return AddressRange.literal(host);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
