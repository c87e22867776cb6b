package io.sluice.endpoint;

import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerApplicationConfig;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.Set;

/** Keeps containers from deploying {@link GatewayEndpoint} on their own: every WebSocket comes through the filter. */
public final class NoScannedEndpoints implements ServerApplicationConfig {
    /** Made by the container. */
    public NoScannedEndpoints() {}

    @Override
    public Set<ServerEndpointConfig> getEndpointConfigs(Set<Class<? extends Endpoint>> scanned) {
        return Set.of();
    }

    @Override
    public Set<Class<?>> getAnnotatedEndpointClasses(Set<Class<?>> scanned) {
        return Set.of();
    }
}
