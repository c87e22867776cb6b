package io.sluice.route;

import io.sluice.config.AddressRange;
import io.sluice.config.DestinationRule;
import io.sluice.config.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where targets may lie that are chosen at run time. A name is resolved here, once, and only those of its addresses
 * that were found allowed are dialled: it may stand for others a moment later. Without a rule, nothing is allowed.
 * Immutable.
 */
final class Destinations {
    private static final String ANY_NAME = "*";
    private static final String THIS_MACHINE = "localhost";

    /** Finds the addresses of a name; {@link InetAddress#getAllByName} but in tests. */
    @FunctionalInterface
    interface Resolver {
        /** All of them. May block. */
        InetAddress[] resolve(String name) throws UnknownHostException;
    }

    private final List<DestinationRule> rules;
    private final OwnPorts ownPorts;
    private final Lookups lookups;
    private final Resolver resolver;

    /**
     * With these rules, and the names of the system.
     *
     * @param ownPorts the gateway's own, which no target has
     * @param lookups bounds the waiting for name servers
     */
    Destinations(List<DestinationRule> rules, OwnPorts ownPorts, Lookups lookups) {
        this(rules, ownPorts, lookups, InetAddress::getAllByName);
    }

    /** The same with other names. */
    Destinations(List<DestinationRule> rules, OwnPorts ownPorts, Lookups lookups, Resolver resolver) {
        this.rules = rules;
        this.ownPorts = ownPorts;
        this.lookups = lookups;
        this.resolver = resolver;
    }

    /**
     * The addresses of a host that may be dialled, in the resolver's order; empty when none may.
     *
     * @throws UnknownHostException when some rule could allow the name, but it has no address
     * @throws SourceDownException when too many names are being resolved already
     */
    List<InetSocketAddress> allowed(HostPort target) throws UnknownHostException, SourceDownException {
        List<DestinationRule> fitting =
                rules.stream().filter(rule -> rule.hasPort(target.port())).toList();
        if (fitting.isEmpty()) {
            return List.of();
        }
        String host = target.host().toLowerCase(Locale.ROOT);
        return switch (HostForm.of(host)) {
            case AMBIGUOUS -> List.of();
            case ADDRESS -> {
                InetAddress literal = HostForm.literal(host);
                yield literal == null ? List.of() : allowed(fitting, null, Stream.of(literal), target.port());
            }
            case NAME -> {
                if (fitting.stream().noneMatch(rule -> rule.addresses() != null || rule.hasName(host))) {
                    yield List.of();
                }
                try (Lookups.Place place = lookups.begin()) {
                    yield allowed(fitting, host, Stream.of(resolver.resolve(host)), target.port());
                }
            }
        };
    }

    private List<InetSocketAddress> allowed(
            List<DestinationRule> fitting, @Nullable String name, Stream<InetAddress> found, int port) {
        return found.map(Destinations::normal)
                .filter(address -> fitting.stream().anyMatch(rule -> allows(rule, name, address)))
                .filter(address -> !ownPorts.contains(port) || !isThisMachine(address))
                .map(address -> new InetSocketAddress(address, port))
                .toList();
    }

    private static boolean isThisMachine(InetAddress address) {
        try {
            return address.isLoopbackAddress()
                    || address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return true;
        }
    }

    private static boolean allows(DestinationRule rule, @Nullable String name, InetAddress address) {
        List<AddressRange> special = SpecialAddresses.rangesOf(address);
        AddressRange addresses = rule.addresses();
        if (addresses != null) {
            return addresses.contains(address) && special.stream().allMatch(addresses::isWithin);
        }
        if (special.isEmpty()) {
            return ANY_NAME.equals(rule.name()) || (name != null && rule.hasName(name));
        }
        return address.isLoopbackAddress() && THIS_MACHINE.equals(name) && THIS_MACHINE.equals(rule.name());
    }

    /** An address of IPv4 as such, also where a name server has wrapped it in one of IPv6. */
    private static InetAddress normal(InetAddress address) {
        try {
            return address.isLinkLocalAddress() ? address : InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 bytes are an address", e);
        }
    }
}
