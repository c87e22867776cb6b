package io.sluice.endpoint;

import io.sluice.route.Route;
import io.sluice.session.SessionRegistry;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.ArrayList;
import java.util.List;

/** Negotiates the WebSocket of one route, and makes its endpoints. */
public final class RouteConfigurator extends ServerEndpointConfig.Configurator {
    /** What noVNC and its like offer for plain bytes. */
    private static final String SUBPROTOCOL = "binary";

    /** The only registered extension there is (RFC 7692). */
    private static final String DEFLATE = "permessage-deflate";

    private final Route route;
    private final PendingSessions pending;
    private final SessionRegistry sessions;

    private RouteConfigurator(Route route, PendingSessions pending, SessionRegistry sessions) {
        this.route = route;
        this.pending = pending;
        this.sessions = sessions;
    }

    /**
     * The endpoint configuration of a route.
     *
     * @param pending where granted sessions wait
     * @param sessions where they live afterwards
     */
    public static ServerEndpointConfig endpointOf(Route route, PendingSessions pending, SessionRegistry sessions) {
        return ServerEndpointConfig.Builder.create(GatewayEndpoint.class, "/")
                .subprotocols(List.of(SUBPROTOCOL))
                .configurator(new RouteConfigurator(route, pending, sessions))
                .build();
    }

    @Override
    public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
        return requested.contains(SUBPROTOCOL) ? SUBPROTOCOL : "";
    }

    @Override
    public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
        List<Extension> negotiated = new ArrayList<>();
        // The first one stands next to the network.
        installed.stream()
                .filter(extension -> extension.getName().equals(Reading.EXTENSION))
                .forEach(negotiated::add);
        if (route.compression()) {
            // The first offer only, and nothing else that the container may know.
            List<Extension> deflate = requested.stream()
                    .filter(offer -> offer.getName().equals(DEFLATE))
                    .limit(1)
                    .toList();
            negotiated.addAll(super.getNegotiatedExtensions(installed, deflate));
        }
        return negotiated;
    }

    @Override
    public boolean checkOrigin(String originHeaderValue) {
        // Decided by the route's policy, before the container was asked.
        return true;
    }

    @Override
    public <T> T getEndpointInstance(Class<T> endpointClass) {
        return endpointClass.cast(new GatewayEndpoint(pending, sessions));
    }
}
