package io.sluice.endpoint;

import io.sluice.access.Authentication;
import io.sluice.access.Identity;
import io.sluice.access.LogIn;
import io.sluice.access.Refusal;
import io.sluice.access.Refused;
import io.sluice.access.Visitor;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets operators through, where clients are served too. */
public final class OperatorFilter implements Filter {
    private final OperatorCheck check;
    private final Supplier<Authentication> authentication;
    private final Refusals refusals;

    /**
     * With the check of who is one.
     *
     * @param authentication how users are known; asked anew for each request
     * @param refusals answers all others
     */
    public OperatorFilter(OperatorCheck check, Supplier<Authentication> authentication, Refusals refusals) {
        this.check = check;
        this.authentication = authentication;
        this.refusals = refusals;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest http = (HttpServletRequest) request;
        HttpServletResponse answer = (HttpServletResponse) response;
        Authentication current = authentication.get();
        Visitor visitor = UpgradeRequest.visitor(http, current);
        Refused refused = check.refusal(http, visitor, current);
        if (refused == null) {
            chain.doFilter(asUser(http, visitor.logIn()), response);
        } else if (refused.reason() == Refusal.NOT_FOUND) {
            Refusals.send(answer, refused, List.of());
        } else {
            refusals.refuse(visitor, null, refused, current.challenges(), http, answer);
        }
    }

    /** What operators do is put on record with their name, however it was told. */
    private static HttpServletRequest asUser(HttpServletRequest request, LogIn logIn) {
        return new HttpServletRequestWrapper(request) {
            @Override
            public @Nullable String getRemoteUser() {
                return logIn instanceof Identity identity ? identity.user() : null;
            }
        };
    }
}
