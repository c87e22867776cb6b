package io.sluice.route;

import io.sluice.config.HostPort;
import io.sluice.config.TargetSettings;
import io.sluice.relay.Destination;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Where a route leads: the settings' counterpart that can be dialled. */
public sealed interface Target extends Destination {
    /** The target that these settings describe. */
    static Target of(TargetSettings settings) {
        if (settings instanceof TargetSettings.Tcp tcp) {
            return new Tcp(tcp.address());
        }
        return new Unix(((TargetSettings.Unix) settings).path());
    }

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
    }
}
