package io.sluice.route;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The ports of this machine that the gateway is served on, as they become known: no token leads to them, since from
 * this machine it takes anybody for an operator. What a configuration says of them may not be so yet, or is a
 * container's affair. None is ever forgotten. Used from any thread.
 */
public final class OwnPorts {
    private final Set<Integer> ports = ConcurrentHashMap.newKeySet();

    /** One more; without effect if it is known. */
    public void add(int port) {
        ports.add(port);
    }

    boolean contains(int port) {
        return ports.contains(port);
    }
}
