package io.sluice.endpoint;

import io.sluice.access.Refusal;
import io.sluice.access.Refused;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;

/** The door of the operators' own listener: says the same of every page, and knows no other paths than its own. */
public final class OperatorListenerFilter implements Filter {
    /** To be mapped to all paths, before any other. */
    public OperatorListenerFilter() {}

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        PageHeaders.set(answer, List.of());
        if (isOurs(UpgradeRequest.pathOf(http)) && !http.getMethod().equals("TRACE")) {
            chain.doFilter(request, response);
        } else {
            Refusals.send(answer, new Refused(Refusal.NOT_FOUND), List.of());
        }
    }

    private static boolean isOurs(String path) {
        return path.isEmpty()
                || path.equals("/")
                || path.startsWith("/assets/")
                || path.equals("/manage")
                || path.startsWith("/manage/");
    }
}
