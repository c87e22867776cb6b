package io.sluice.relay;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a relay is to connect. */
@FunctionalInterface
public interface Destination {
    /**
     * The addresses to try, in this order, until one of them accepts. May block (name resolution), so it is called on a
     * thread where that is allowed, once for each session.
     *
     * @return at least one address, each an {@link java.net.InetSocketAddress} that is resolved or a
     *     {@link java.net.UnixDomainSocketAddress}
     * @throws java.net.UnknownHostException if the name has no address
     * @throws IOException if the addresses could not be found out for another reason
     */
    List<? extends SocketAddress> addresses() throws IOException;

    /** Whether {@link #addresses} does not block, because nobody has to be asked. */
    default boolean isKnown() {
        return false;
    }

    /**
     * How TLS is spoken with the target, once it has accepted; null: not at all. Called on a loop's thread, so it must
     * not block.
     */
    default @Nullable TlsEngines tls() {
        return null;
    }

    /**
     * What the target is sent before all else, TLS included, and without being counted: a header that says whom the
     * gateway speaks for, say; may be empty. Called on a loop's thread, so it must not block.
     */
    default byte[] preamble() {
        return new byte[0];
    }
}
