package io.sluice.route;

import io.sluice.config.HostPort;
import io.sluice.relay.Destination;
import io.sluice.relay.TlsEngines;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a session leads: what can be dialled. Prints as in the configuration, for operators only. */
public sealed interface Target extends Destination {

    /** A TCP server. Its name is resolved anew for each session, so that a change of address is seen. */
    record Tcp(HostPort address) implements Target {
        private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";

        /** An address of IPv4 or IPv6: the JDK asks nobody for what it stands for. */
        private static final Pattern ADDRESS = Pattern.compile(OCTET + "(\\." + OCTET + "){3}|.*:.*");

        @Override
        public List<? extends SocketAddress> addresses() throws IOException {
            return Arrays.stream(InetAddress.getAllByName(address.host()))
                    .map(found -> new InetSocketAddress(found, address.port()))
                    .toList();
        }

        @Override
        public boolean isKnown() {
            return ADDRESS.matcher(address.host()).matches();
        }

        @Override
        public String toString() {
            return "tcp://" + address;
        }
    }

    /**
     * The same over TLS.
     *
     * @param engines makes the gateway's side
     */
    record Tls(HostPort address, TlsEngines engines) implements Target {
        @Override
        public List<? extends SocketAddress> addresses() throws IOException {
            return new Tcp(address).addresses();
        }

        @Override
        public boolean isKnown() {
            return new Tcp(address).isKnown();
        }

        @Override
        public TlsEngines tls() {
            return engines;
        }

        @Override
        public String toString() {
            return "tls://" + address;
        }
    }

    /** A Unix domain socket. */
    record Unix(Path path) implements Target {
        @Override
        public List<? extends SocketAddress> addresses() {
            return List.of(UnixDomainSocketAddress.of(path));
        }

        @Override
        public boolean isKnown() {
            return true;
        }

        @Override
        public String toString() {
            return "unix:" + path;
        }
    }

    /**
     * A server that a token has chosen, with those of its addresses that may be dialled. They are not looked for again:
     * a name may stand for others by then.
     *
     * @param label as the target was chosen
     * @param addresses at least one, each resolved
     * @param tls makes the gateway's side of TLS; null: none is spoken
     */
    record Resolved(
            String label,
            List<InetSocketAddress> addresses,
            @Nullable TlsEngines tls) implements Target {
        /** Keeps a copy of the addresses. */
        public Resolved {
            addresses = List.copyOf(addresses);
        }

        @Override
        public boolean isKnown() {
            return true;
        }

        @Override
        public String toString() {
            return label;
        }
    }

    /**
     * A server that a token has chosen and whose name has no address. Dialling it fails with that reason.
     *
     * @param label as the target was chosen
     */
    record Unresolved(String label) implements Target {
        @Override
        public List<? extends SocketAddress> addresses() throws IOException {
            throw new UnknownHostException(label);
        }

        @Override
        public boolean isKnown() {
            return true;
        }

        @Override
        public String toString() {
            return label;
        }
    }
}
