package io.sluice.endpoint;

import io.sluice.access.Handshake;
import io.sluice.json.JsonResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;

/** {@code GET /view/routes.json}: the routes that this user may open, for the pages. */
public final class RouteListServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Supplier<Collection<GuardedRoute>> routes;

    /** Lists these routes; asked anew for each request. */
    public RouteListServlet(Supplier<Collection<GuardedRoute>> routes) {
        this.routes = routes;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Handshake handshake = UpgradeRequest.of(request).handshake();
        Object listed = routes.get().stream()
                .filter(guarded -> guarded.policy().admits(handshake))
                .map(guarded -> guarded.route().summary())
                .toList();
        JsonResponse.send(response, "application/json", Map.of("routes", listed));
    }
}
