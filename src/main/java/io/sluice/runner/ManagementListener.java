package io.sluice.runner;

import io.sluice.config.HostPort;
import io.sluice.endpoint.FetchSite;
import io.sluice.gateway.Gateway;
import io.sluice.json.JsonProblem;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * The operators' own listener: whoever reaches it is an operator. A page of another site is not, so the host must be
 * the one that is listened on, localhost, or an address (a rebound name is none), and an Origin that same host's. Nor
 * is who comes through a proxy on this machine, as far as the proxy tells that it is one.
 */
final class ManagementListener {
    private static final String NAME = "manage";

    /** What proxies add to requests, besides {@code X-Forwarded-…}. */
    private static final Set<String> PROXIES = Set.of(
            "forwarded",
            "via",
            "x-real-ip",
            "x-client-ip",
            "x-cluster-client-ip",
            "true-client-ip",
            "cf-connecting-ip");

    /** What some proxies speak, and no browser. */
    private static final String HTTP_1_0 = "HTTP/1.0";

    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private ManagementListener() {}

    /** Adds the listener, not yet bound, and its application to a server that is not started yet. */
    static ServerConnector add(Server server, Connectors connectors, HostPort address, Gateway gateway) {
        ServerConnector connector = connectors.addForOperators(address);
        connector.setName(NAME);
        ServletContextHandler application = new ServletContextHandler("/");
        application.addVirtualHosts("@" + NAME);
        application.setBaseResource(ResourceFactory.of(application).newClassLoaderResource(Runner.PAGES));
        Predicate<HttpServletRequest> isOperator = request -> isOperator(request, address);
        Filter operatorsOnly = (request, response, chain) -> {
            if (isOperator.test((HttpServletRequest) request)) {
                chain.doFilter(request, response);
            } else {
                JsonProblem.send(
                        (HttpServletResponse) response,
                        HttpServletResponse.SC_FORBIDDEN,
                        "This is for operators of the gateway.");
            }
        };
        application.addServletContainerInitializer(
                (classes, context) -> gateway.installManagement(context, operatorsOnly, isOperator));
        server.setHandler(new Handler.Sequence(application, server.getHandler()));
        return connector;
    }

    private static boolean isOperator(HttpServletRequest request, HostPort address) {
        return isOwn(bare(request.getServerName()), bare(address.host()))
                && !isOfAnotherSite(request)
                && !isForwarded(request);
    }

    /** No page of another site has an address for a name: only a name can be rebound. */
    private static boolean isOwn(String host, String configured) {
        return host.equalsIgnoreCase(configured)
                || host.equalsIgnoreCase("localhost")
                || host.indexOf(':') >= 0
                || IPV4.matcher(host).matches();
    }

    /** Without the brackets of an IPv6 address. */
    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static boolean isOfAnotherSite(HttpServletRequest request) {
        String origin = "http://" + request.getHeader("Host");
        List<String> origins = Collections.list(request.getHeaders("Origin"));
        return !origins.stream().allMatch(origin::equalsIgnoreCase) || FetchSite.isForeign(request);
    }

    private static boolean isForwarded(HttpServletRequest request) {
        if (request.getProtocol().equals(HTTP_1_0)) {
            return true;
        }
        return Collections.list(request.getHeaderNames()).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .anyMatch(name -> PROXIES.contains(name) || name.startsWith("x-forwarded-"));
    }
}
