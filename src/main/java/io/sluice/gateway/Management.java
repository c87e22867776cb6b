package io.sluice.gateway;

import io.sluice.endpoint.OperatorPageServlet;
import io.sluice.manage.EventsServlet;
import io.sluice.manage.HealthServlet;
import io.sluice.manage.MetricsServlet;
import io.sluice.manage.Operations;
import io.sluice.manage.OperationsServlet;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServletRequest;
import java.util.EnumSet;
import java.util.function.Predicate;

/**
 * What lies below {@code /manage/}, once for each web application that it is put into: all but health is for operators
 * only, and who is one differs.
 */
final class Management {
    private final ServletContext context;
    private final FilterRegistration.Dynamic operatorsOnly;

    private Management(ServletContext context, Filter operatorsOnly) {
        this.context = context;
        this.operatorsOnly = context.addFilter("sluice-operators", operatorsOnly);
        this.operatorsOnly.setAsyncSupported(true);
    }

    /**
     * Puts it into a web application that is just being set up.
     *
     * @param operatorsOnly lets operators through, and answers all others
     * @param isOperator whether a request is an operator's
     */
    static void install(
            ServletContext context,
            Operations operations,
            Filter operatorsOnly,
            Predicate<HttpServletRequest> isOperator) {
        add(context, "health", new HealthServlet(operations, isOperator), "/manage/health");
        Management management = new Management(context, operatorsOnly);
        management.guard("operations", new OperationsServlet(operations), "/manage/*");
        management.guard("metrics", new MetricsServlet(operations), "/manage/metrics");
        management.guard("events", new EventsServlet(operations.liveEvents()), "/manage/events");
        management.guard("operator-page", new OperatorPageServlet(), "/manage", "/manage/");
    }

    static ServletRegistration.Dynamic add(ServletContext context, String name, Servlet servlet, String... paths) {
        ServletRegistration.Dynamic registration = context.addServlet("sluice-" + name, servlet);
        registration.addMapping(paths);
        return registration;
    }

    /** By the servlet's name, so that no way of writing its path leads around the filter. */
    private void guard(String name, Servlet servlet, String... paths) {
        ServletRegistration.Dynamic registration = add(context, name, servlet, paths);
        registration.setAsyncSupported(true);
        operatorsOnly.addMappingForServletNames(EnumSet.of(DispatcherType.REQUEST), true, registration.getName());
    }
}
