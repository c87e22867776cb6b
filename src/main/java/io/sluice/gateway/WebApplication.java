package io.sluice.gateway;

import io.sluice.access.Authentication;
import io.sluice.access.Tickets;
import io.sluice.access.Visitor;
import io.sluice.endpoint.AssetServlet;
import io.sluice.endpoint.GatewayFilter;
import io.sluice.endpoint.LogInServlet;
import io.sluice.endpoint.OperatorCheck;
import io.sluice.endpoint.OperatorFilter;
import io.sluice.endpoint.OperatorListenerFilter;
import io.sluice.endpoint.OperatorPageServlet;
import io.sluice.endpoint.PendingSessions;
import io.sluice.endpoint.Refusals;
import io.sluice.endpoint.RouteListServlet;
import io.sluice.endpoint.Routes;
import io.sluice.endpoint.TicketServlet;
import io.sluice.endpoint.Upgrades;
import io.sluice.route.OwnPorts;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A gateway's filter and servlets, and where they are found. */
final class WebApplication {
    private final Gateway gateway;
    private final Supplier<Routes> routes;
    private final PendingSessions pending;
    private final Tickets tickets;
    private final OwnPorts ownPorts;
    private final Refusals refusals;

    /**
     * Of this gateway.
     *
     * @param routes asked anew for each request
     * @param ownPorts told of those that handshakes come to
     */
    WebApplication(
            Gateway gateway,
            Supplier<Routes> routes,
            PendingSessions pending,
            Tickets tickets,
            OwnPorts ownPorts,
            Refusals refusals) {
        this.gateway = gateway;
        this.routes = routes;
        this.pending = pending;
        this.tickets = tickets;
        this.ownPorts = ownPorts;
        this.refusals = refusals;
    }

    /** Puts them into a web application that is just being set up. */
    void install(ServletContext context) {
        Upgrades upgrades = new Upgrades(pending, ownPorts, refusals, InstantSource.system());
        FilterRegistration.Dynamic filter =
                context.addFilter("sluice", new GatewayFilter(routes, upgrades, refusals, gateway::close));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        Supplier<Authentication> authentication = () -> routes.get().authentication();
        OperatorCheck isOperator = new OperatorCheck(() -> routes.get().operatorRole(), authentication, refusals);
        Management.add(context, "assets", new AssetServlet(), "/assets/*");
        Management.add(context, "routes", new RouteListServlet(routes, refusals), "/view/routes.json");
        Management.add(context, "login", new LogInServlet(routes, refusals), "/view/login");
        Management.add(context, "tickets", tickets((request, visitor) -> isOperator.test(visitor)), "/manage/tickets");
        Management.install(context, gateway, new OperatorFilter(isOperator, authentication, refusals), isOperator);
    }

    /**
     * Puts only what operators see and do into another web application.
     *
     * @param operatorsOnly lets operators through, and answers all others
     * @param isOperator whether a request is an operator's
     */
    void installManagement(ServletContext context, Filter operatorsOnly, Predicate<HttpServletRequest> isOperator) {
        FilterRegistration.Dynamic filter = context.addFilter("sluice", new OperatorListenerFilter());
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        Management.add(context, "tickets", tickets((request, visitor) -> isOperator.test(request)), "/manage/tickets");
        Management.add(context, "assets", new AssetServlet(), "/assets/*");
        Management.add(context, "root", new OperatorPageServlet(), "");
        Management.install(context, gateway, operatorsOnly, isOperator);
    }

    /** Gives tickets out. */
    private HttpServlet tickets(BiPredicate<HttpServletRequest, Visitor> isOperator) {
        return new TicketServlet(routes, tickets, isOperator, refusals);
    }
}
