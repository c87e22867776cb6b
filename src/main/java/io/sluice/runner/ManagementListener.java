package io.sluice.runner;

import io.sluice.config.HostPort;
import io.sluice.gateway.Gateway;
import io.sluice.manage.HealthServlet;
import io.sluice.manage.OperationsServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * The operators' own listener: whoever reaches it is an operator. A web page is not, so the host must be the one that
 * is listened on, or loopback's name (a rebound name is neither), and an Origin must be absent. Nor is who comes
 * through a proxy on this machine, as far as the proxy tells that it is one.
 */
final class ManagementListener {
    private static final String NAME = "manage";

    /** What proxies add to requests, besides {@code X-Forwarded-…}. */
    private static final Set<String> PROXIES = Set.of("forwarded", "via", "x-real-ip");

    private ManagementListener() {}

    /** Adds the listener, not yet bound, and its application to a server that is not started yet. */
    static ServerConnector add(Server server, Connectors connectors, HostPort address, Gateway gateway) {
        ServerConnector connector = connectors.addForOperators(address);
        connector.setName(NAME);
        ServletContextHandler application = new ServletContextHandler("/");
        application.addVirtualHosts("@" + NAME);
        Predicate<HttpServletRequest> isOperator = request -> isOperator(request, address);
        application.addServlet(new ServletHolder(new HealthServlet(gateway, isOperator)), "/manage/health");
        application.addServlet(
                new ServletHolder(gateway.ticketServlet((request, visitor) -> isOperator.test(request))),
                "/manage/tickets");
        application.addServlet(new ServletHolder(new OperationsServlet(gateway, isOperator)), "/manage/*");
        server.setHandler(new Handler.Sequence(application, server.getHandler()));
        return connector;
    }

    private static boolean isOperator(HttpServletRequest request, HostPort address) {
        String host = request.getServerName();
        boolean own = host.equals(address.host())
                || host.equals("localhost")
                || host.equals(HostPort.LOOPBACK)
                || host.equals("[::1]");
        return own && request.getHeader("Origin") == null && !isForwarded(request);
    }

    private static boolean isForwarded(HttpServletRequest request) {
        return Collections.list(request.getHeaderNames()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> PROXIES.contains(name) || name.startsWith("x-forwarded-"));
    }
}
