package io.sluice.endpoint;

import io.sluice.access.Refusal;
import io.sluice.access.Refused;
import io.sluice.access.Visitor;
import io.sluice.config.Viewer;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only door. Settles for every request what the URL contract of the README says. Handshakes go to {@link Upgrades};
 * what belongs to the pages and to {@code /manage/} goes on to their servlets.
 */
public final class GatewayFilter implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayFilter.class);
    private static final String ALLOWED = "GET, HEAD";

    private final Supplier<Routes> routes;
    private final Upgrades upgrades;
    private final Refusals refusals;
    private final Runnable whenDestroyed;
    private @Nullable ServerContainer container;

    /**
     * A filter to be mapped to all paths.
     *
     * @param routes asked anew for each request
     * @param upgrades takes handshakes
     * @param refusals answers what else is refused
     * @param whenDestroyed run when the container takes the filter out of service
     */
    public GatewayFilter(Supplier<Routes> routes, Upgrades upgrades, Refusals refusals, Runnable whenDestroyed) {
        this.routes = routes;
        this.upgrades = upgrades;
        this.refusals = refusals;
        this.whenDestroyed = whenDestroyed;
    }

    @Override
    public void init(FilterConfig config) {
        container = (ServerContainer) config.getServletContext().getAttribute(ServerContainer.class.getName());
        if (container == null) {
            LOG.error("This server has no Jakarta WebSocket support: enable it (Jetty: module ee10-websocket-jakarta)");
        }
    }

    /** Comes before any listener is told, among them Tomcat's own, which ends all WebSockets with 1001. */
    @Override
    public void destroy() {
        whenDestroyed.run();
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        Routes current = routes.get();
        String path = UpgradeRequest.pathOf(http);
        boolean upgrade = UpgradeRequest.isOne(http);
        GuardedRoute.Match match = current.match(path);
        if (match != null && upgrade) {
            upgrades.settle(match, container, http, answer);
        } else if (match != null) {
            answerPlain(match.guarded(), http, answer);
        } else if (upgrade) {
            upgrades.refuseUnknown(current.authentication(), http, answer);
        } else if (isOurs(path) && !http.getMethod().equals("TRACE")) {
            PageHeaders.set(answer, current.embedding());
            chain.doFilter(request, response);
        } else {
            Refusals.send(answer, new Refused(Refusal.NOT_FOUND), List.of());
        }
    }

    private static boolean isOurs(String path) {
        return path.isEmpty()
                || path.equals("/")
                || path.equals("/index.html")
                || path.startsWith("/view/")
                || path.startsWith("/assets/")
                || path.equals("/manage")
                || path.startsWith("/manage/");
    }

    private void answerPlain(GuardedRoute guarded, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
            response.setHeader("Allow", ALLOWED);
            Refusals.send(response, new Refused(Refusal.WRONG_METHOD), List.of());
            return;
        }
        Visitor visitor = UpgradeRequest.visitor(request, guarded.authentication());
        Refused refused = guarded.policy().refusal(visitor);
        response.setHeader("Vary", "Accept");
        if (refused != null) {
            // A browser asks for name and password here, and not when a page opens a WebSocket.
            refusals.refuse(
                    visitor,
                    guarded.route().path(),
                    refused,
                    guarded.authentication().challenges(),
                    request,
                    response);
            return;
        }
        String accept = request.getHeader("Accept");
        Viewer viewer = guarded.route().viewer();
        if (viewer != Viewer.NONE && accept != null && accept.contains("text/html")) {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", request.getContextPath() + ViewerPage.of(viewer, visitor));
            return;
        }
        if (!request.getProtocol().startsWith("HTTP/2")) {
            response.setHeader("Upgrade", "websocket");
            response.setHeader("Connection", "Upgrade");
        }
        Refusals.send(response, new Refused(Refusal.NO_HANDSHAKE), List.of());
    }
}
