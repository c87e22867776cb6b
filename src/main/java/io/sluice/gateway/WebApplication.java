package io.sluice.gateway;

import io.sluice.access.Tickets;
import io.sluice.access.Visitor;
import io.sluice.endpoint.AssetServlet;
import io.sluice.endpoint.GatewayFilter;
import io.sluice.endpoint.LogInServlet;
import io.sluice.endpoint.OperatorCheck;
import io.sluice.endpoint.PendingSessions;
import io.sluice.endpoint.Refusals;
import io.sluice.endpoint.RouteListServlet;
import io.sluice.endpoint.Routes;
import io.sluice.endpoint.TicketServlet;
import io.sluice.endpoint.Upgrades;
import io.sluice.manage.HealthServlet;
import io.sluice.manage.OperationsServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** A gateway's filter and servlets, and where they are found. */
final class WebApplication {
    /** The role that makes a user an operator. */
    private static final String OPERATOR_ROLE = "admin";

    private final Gateway gateway;
    private final Supplier<Routes> routes;
    private final PendingSessions pending;
    private final Tickets tickets;
    private final Refusals refusals;

    /**
     * Of this gateway.
     *
     * @param routes asked anew for each request
     */
    WebApplication(
            Gateway gateway, Supplier<Routes> routes, PendingSessions pending, Tickets tickets, Refusals refusals) {
        this.gateway = gateway;
        this.routes = routes;
        this.pending = pending;
        this.tickets = tickets;
        this.refusals = refusals;
    }

    /** Puts them into a web application that is just being set up. */
    void install(ServletContext context) {
        Upgrades upgrades = new Upgrades(pending, refusals, InstantSource.system());
        FilterRegistration.Dynamic filter =
                context.addFilter("sluice", new GatewayFilter(routes, upgrades, refusals, gateway::close));
        filter.setAsyncSupported(true);
        filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        OperatorCheck isOperator =
                new OperatorCheck(OPERATOR_ROLE, () -> routes.get().authentication(), refusals);
        add(context, "assets", new AssetServlet(), "/assets/*");
        add(context, "routes", new RouteListServlet(routes, refusals), "/view/routes.json");
        add(context, "login", new LogInServlet(routes, refusals), "/view/login");
        add(context, "tickets", tickets((request, visitor) -> isOperator.test(visitor)), "/manage/tickets");
        add(context, "health", new HealthServlet(gateway, isOperator), "/manage/health");
        add(context, "operations", new OperationsServlet(gateway, isOperator), "/manage/*");
    }

    private static void add(ServletContext context, String name, HttpServlet servlet, String path) {
        context.addServlet("sluice-" + name, servlet).addMapping(path);
    }

    /** Gives tickets out. */
    HttpServlet tickets(BiPredicate<HttpServletRequest, Visitor> isOperator) {
        return new TicketServlet(routes, tickets, isOperator, refusals);
    }
}
