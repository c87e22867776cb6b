package io.sluice.endpoint;

import io.sluice.access.AccessPolicy;
import io.sluice.access.Authentication;
import io.sluice.route.Route;
import io.sluice.route.TargetWatch;
import jakarta.websocket.server.ServerEndpointConfig;

/**
 * A route, who may open it, and the endpoint configuration that is made for it once, because containers take long over
 * a new one.
 *
 * @param route the route
 * @param policy who may open it
 * @param authentication how users are known
 * @param endpoint the configuration of its endpoint
 * @param watch whether its target can be reached
 */
public record GuardedRoute(
        Route route,
        AccessPolicy policy,
        Authentication authentication,
        ServerEndpointConfig endpoint,
        TargetWatch watch) {
    /**
     * The route of a path.
     *
     * @param token what stands in the path for {@code {token}}, or empty
     */
    public record Match(GuardedRoute guarded, String token) {}
}
