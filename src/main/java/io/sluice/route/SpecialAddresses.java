package io.sluice.route;

import io.sluice.config.AddressRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/**
 * Addresses that lead somewhere else than a name or a wide range makes believe: to this machine, to whoever is on the
 * same cable, to a cloud's own services. A rule allows them only if it lies within such a range itself.
 */
final class SpecialAddresses {
    private static final List<String> FOUR = List.of(
            "0.0.0.0/8",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "224.0.0.0/4",
            "255.255.255.255",
            // What clouds tell their machines, keys among it: Amazon and others, Alibaba, Azure, Oracle.
            "169.254.169.254",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192");

    private static final List<String> SIX = List.of(
            "::",
            "::1",
            "fe80::/10",
            "ff00::/8",
            // The same of Amazon and Google.
            "fd00:ec2::/32",
            "fd20:ce::254",
            // An address of IPv4 is hidden in these at places that vary: NAT64 of one's own, Teredo.
            "64:ff9b:1::/48",
            "2001::/32");

    /**
     * The forms of IPv6 with an address of IPv4 at their end: compatible, NAT64; 6to4. The JDK unwraps those mapped.
     */
    private static final List<AddressRange> EMBEDDING =
            List.of(AddressRange.parse("::/96"), AddressRange.parse("64:ff9b::/96"), AddressRange.parse("2002::/16"));

    private static final List<AddressRange> RANGES = ranges();

    private SpecialAddresses() {}

    private static List<AddressRange> ranges() {
        List<AddressRange> ranges = new ArrayList<>();
        SIX.forEach(text -> ranges.add(AddressRange.parse(text)));
        for (String text : FOUR) {
            AddressRange four = AddressRange.parse(text);
            ranges.add(four);
            EMBEDDING.forEach(form -> ranges.add(embedded(form, four)));
        }
        return List.copyOf(ranges);
    }

    private static AddressRange embedded(AddressRange form, AddressRange four) {
        byte[] bytes = form.first().getAddress();
        System.arraycopy(four.first().getAddress(), 0, bytes, form.bits() / Byte.SIZE, Integer.BYTES);
        try {
            return new AddressRange(InetAddress.getByAddress(bytes), form.bits() + four.bits());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }

    /** The special ranges that an address lies in; empty for one like any other. */
    static List<AddressRange> rangesOf(InetAddress address) {
        return RANGES.stream().filter(range -> range.contains(address)).toList();
    }
}
