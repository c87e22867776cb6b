package io.sluice.endpoint;

import io.sluice.access.Refused;
import io.sluice.access.Visitor;
import io.sluice.config.Viewer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /view/login}: has the browser ask for name and password, then goes on to the page of the {@code route} in
 * the query, or to the portal.
 */
public final class LogInServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Supplier<Routes> routes;
    private final transient Refusals refusals;

    /** With the routes' way to know users; asked anew for each request. */
    public LogInServlet(Supplier<Routes> routes, Refusals refusals) {
        this.routes = routes;
        this.refusals = refusals;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Routes current = routes.get();
        Visitor visitor = UpgradeRequest.visitor(request, current.authentication());
        if (visitor.logIn() instanceof Refused refused) {
            refusals.refuse(visitor, null, refused, current.authentication().challenges(), request, response);
            return;
        }
        response.setHeader("Cache-Control", "no-store");
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        String route = visitor.handshake().credentials().query("route");
        response.setHeader("Location", request.getContextPath() + page(route, current));
    }

    private static String page(@Nullable String path, Routes routes) {
        GuardedRoute.Match match = path == null ? null : routes.match(path);
        Viewer viewer = match == null ? Viewer.NONE : match.guarded().route().viewer();
        return path == null || viewer == Viewer.NONE ? "/" : ViewerPage.of(viewer, path);
    }
}
