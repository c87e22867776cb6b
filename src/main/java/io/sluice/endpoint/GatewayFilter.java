package io.sluice.endpoint;

import io.sluice.access.Decision;
import io.sluice.access.Granted;
import io.sluice.access.Handshake;
import io.sluice.access.Refused;
import io.sluice.config.Viewer;
import io.sluice.route.SourceDownException;
import io.sluice.route.Target;
import io.sluice.session.SessionDetails;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only door. Settles for every request what the URL contract of the README says, and everything that can be refused
 * is refused here, with an HTTP status, before the upgrade. What belongs to the pages and to {@code /manage/} goes on
 * to their servlets.
 */
public final class GatewayFilter implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayFilter.class);

    /** Carries a session's id from here to {@link GatewayEndpoint} through the container. */
    static final String SESSION_PARAMETER = "sluice.session";

    private static final String ALLOWED = "GET, HEAD";
    private static final Refused NOT_FOUND = new Refused(404, "There is no such route.");
    private static final Refused WRONG_METHOD = new Refused(405, "A route takes GET, and WebSocket handshakes.");
    private static final Refused PLAIN = new Refused(426, "This route takes WebSocket connections only.");
    private static final Refused NO_WEBSOCKET = new Refused(503, "This server has no Jakarta WebSocket support.");
    private static final Refused NO_TARGET = new Refused(403, "You may not open this route.");
    private static final Refused NOT_UPGRADED = new Refused(400, "The server could not upgrade this connection.");

    private final Function<String, GuardedRoute.@Nullable Match> routes;
    private final PendingSessions pending;
    private final InstantSource clock;
    private final Runnable whenDestroyed;
    private @Nullable ServerContainer container;

    /**
     * A filter to be mapped to all paths.
     *
     * @param routes finds the route of a path, or null; asked anew for each request
     * @param pending where granted sessions wait for their WebSocket
     * @param clock for the age of pending sessions
     * @param whenDestroyed run when the container takes the filter out of service
     */
    public GatewayFilter(
            Function<String, GuardedRoute.@Nullable Match> routes,
            PendingSessions pending,
            InstantSource clock,
            Runnable whenDestroyed) {
        this.routes = routes;
        this.pending = pending;
        this.clock = clock;
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
        String path = pathOf(http);
        GuardedRoute.Match match = routes.apply(path);
        if (match != null) {
            serve(match, http, answer);
        } else if (isOurs(path) && !UpgradeRequest.isOne(http)) {
            answer.setHeader("Cache-Control", "no-cache");
            answer.setHeader("X-Content-Type-Options", "nosniff");
            chain.doFilter(request, response);
        } else {
            ProblemResponse.send(answer, NOT_FOUND);
        }
    }

    private static String pathOf(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return rest == null ? request.getServletPath() : request.getServletPath() + rest;
    }

    private static boolean isOurs(String path) {
        return path.isEmpty()
                || path.equals("/")
                || path.equals("/index.html")
                || path.startsWith("/view/")
                || path.startsWith("/assets/")
                || path.startsWith("/manage/");
    }

    private void serve(GuardedRoute.Match match, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        GuardedRoute guarded = match.guarded();
        if (UpgradeRequest.isOne(request)) {
            upgrade(match, request, response);
        } else if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
            answerPlain(guarded, request, response);
        } else {
            response.setHeader("Allow", ALLOWED);
            ProblemResponse.send(response, WRONG_METHOD);
        }
    }

    private static void answerPlain(GuardedRoute guarded, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader("Vary", "Accept");
        String accept = request.getHeader("Accept");
        if (guarded.route().viewer() == Viewer.VNC && accept != null && accept.contains("text/html")) {
            String route = URLEncoder.encode(guarded.route().path(), StandardCharsets.UTF_8);
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", request.getContextPath() + "/view/vnc.html?route=" + route);
            return;
        }
        if (!request.getProtocol().startsWith("HTTP/2")) {
            response.setHeader("Upgrade", "websocket");
            response.setHeader("Connection", "Upgrade");
        }
        ProblemResponse.send(response, PLAIN);
    }

    private void upgrade(GuardedRoute.Match match, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        GuardedRoute guarded = match.guarded();
        UpgradeRequest upgrade = UpgradeRequest.of(request);
        Refused malformed = upgrade.malformed();
        if (malformed != null) {
            response.setHeader("Sec-WebSocket-Version", UpgradeRequest.VERSION);
            refuse(guarded, request, response, malformed);
            return;
        }
        ServerContainer webSockets = container;
        if (webSockets == null) {
            refuse(guarded, request, response, NO_WEBSOCKET);
            return;
        }
        pending.expire(clock.instant());
        Handshake handshake = upgrade.handshake();
        Decision decision = guarded.policy().decide(handshake);
        if (decision instanceof Granted granted) {
            Target target = target(match);
            if (target == null) {
                granted.permit().giveBack();
                refuse(guarded, request, response, NO_TARGET);
                return;
            }
            SessionDetails details = new SessionDetails(
                    UUID.randomUUID().toString(),
                    guarded.route().path(),
                    handshake.user(),
                    handshake.address(),
                    clock.instant());
            pending.add(new PendingSession(guarded.route(), target, granted.permit(), details));
            hand(webSockets, guarded, details.id(), request, response);
        } else {
            refuse(guarded, request, response, (Refused) decision);
        }
    }

    private static @Nullable Target target(GuardedRoute.Match match) {
        try {
            return match.guarded().route().targets().find(match.token());
        } catch (SourceDownException e) {
            LOG.warn("No target: {}", e.getMessage());
            return null;
        }
    }

    private void hand(
            ServerContainer webSockets,
            GuardedRoute guarded,
            String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, ServletException {
        boolean handed = false;
        try {
            webSockets.upgradeHttpToWebSocket(request, response, guarded.endpoint(), Map.of(SESSION_PARAMETER, id));
            // Tomcat throws nothing when it refuses, but answers on its own.
            handed = response.getStatus() < HttpServletResponse.SC_BAD_REQUEST;
        } catch (DeploymentException | IllegalStateException e) {
            LOG.warn("The server could not upgrade a connection: {}", e.toString());
            if (!response.isCommitted()) {
                ProblemResponse.send(response, NOT_UPGRADED);
            }
        } finally {
            if (!handed) {
                PendingSession session = pending.remove(id);
                if (session != null) {
                    session.permit().giveBack();
                }
            }
        }
    }

    private static void refuse(
            GuardedRoute guarded, HttpServletRequest request, HttpServletResponse response, Refused refused)
            throws IOException {
        LOG.info(
                "Refused {} from {}: {} {}",
                guarded.route().path(),
                request.getRemoteAddr(),
                refused.status(),
                refused.detail());
        if (refused.status() == HttpServletResponse.SC_SERVICE_UNAVAILABLE
                && !request.getProtocol().startsWith("HTTP/2")) {
            // What is short may be descriptors.
            response.setHeader("Connection", "close");
        }
        ProblemResponse.send(response, refused);
    }
}
