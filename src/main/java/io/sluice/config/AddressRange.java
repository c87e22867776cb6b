package io.sluice.config;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The network addresses that begin with the same bits (CIDR, RFC 4632 and RFC 4291).
 *
 * @param first the lowest of them
 * @param bits how many bits they share
 */
public record AddressRange(InetAddress first, int bits) {
    /** What a range looks like, in words. */
    public static final String EXPECTED = "an address or a range such as 10.0.0.5, 10.0.0.0/8, ::1 or fd00::/8";

    private static final Pattern FORM = Pattern.compile("([0-9A-Fa-f:.]+)(?:/(\\d{1,3}))?");
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern FOUR = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern WITH_COLONS = Pattern.compile("\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[^/\\]]+)?]?");

    /**
     * Reads an address, or a range.
     *
     * @throws IllegalArgumentException if the text is neither, or an address with bits that its range does not share
     */
    public static AddressRange parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(text);
        }
        InetAddress address = literal(matcher.group(1));
        int width = address.getAddress().length * Byte.SIZE;
        int bits = matcher.group(2) == null ? width : Integer.parseInt(matcher.group(2));
        BigInteger number = new BigInteger(1, address.getAddress());
        if (bits > width || (number.getLowestSetBit() >= 0 && number.getLowestSetBit() < width - bits)) {
            throw new IllegalArgumentException(text);
        }
        return new AddressRange(address, bits);
    }

    /**
     * The address that a text is, in brackets or not; nobody is asked for a name.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static InetAddress literal(String text) {
        if (!FOUR.matcher(text).matches() && !WITH_COLONS.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        try {
            // With a colon or as four octets, the JDK resolves nothing; 999.1.1.1 it would look up as a name.
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /** Whether an address is one of them. */
    public boolean contains(InetAddress address) {
        byte[] other = address.getAddress();
        byte[] own = first.getAddress();
        if (own.length != other.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        int rest = bits % Byte.SIZE;
        return Arrays.equals(own, 0, whole, other, 0, whole)
                && (rest == 0 || (own[whole] ^ other[whole]) >> (Byte.SIZE - rest) == 0);
    }

    /** Whether all of its addresses are also of another range. */
    public boolean isWithin(AddressRange other) {
        return bits >= other.bits && other.contains(first);
    }

    /** As it is written. */
    @Override
    public String toString() {
        boolean single = bits == first.getAddress().length * Byte.SIZE;
        return first.getHostAddress() + (single ? "" : "/" + bits);
    }
}
