package io.sluice.runner;

import io.sluice.config.AddressRange;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who is believed when it tells a client's address. Used from any thread. */
final class TrustedProxies {
    private volatile List<AddressRange> ranges = List.of();

    /** None. */
    TrustedProxies() {}

    /** Trusts these from now on, and nobody else. */
    void trust(List<AddressRange> others) {
        ranges = List.copyOf(others);
    }

    /** Whether the other end of a connection is one. */
    boolean trusts(@Nullable SocketAddress peer) {
        return !ranges.isEmpty() && peer instanceof InetSocketAddress known && trusts(known.getAddress());
    }

    /** Whether an address is one of theirs. */
    boolean trusts(InetAddress address) {
        return ranges.stream().anyMatch(range -> range.contains(address));
    }
}
