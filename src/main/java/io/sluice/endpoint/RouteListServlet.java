package io.sluice.endpoint;

import io.sluice.access.Refusal;
import io.sluice.access.Refused;
import io.sluice.access.Visitor;
import io.sluice.config.RoutePath;
import io.sluice.json.JsonResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /view/routes.json}: the routes that this user may open, for the pages, and whether there may be more after
 * a log-in; of each, how many sessions it has, and whether its target can be reached: as far as that is known, for the
 * answer waits for nothing. With {@code ?check} what may be tried is tried, for the next answer: the portal asks so,
 * and viewers, which want a title only, do not. Routes whose target a token chooses are for those who have a token, and
 * not listed.
 */
public final class RouteListServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String CHECK = "check";

    private final transient Supplier<Routes> routes;
    private final transient Refusals refusals;

    /** Lists these routes; asked anew for each request. */
    public RouteListServlet(Supplier<Routes> routes, Refusals refusals) {
        this.routes = routes;
        this.refusals = refusals;
    }

    /** What it is, and how it is now; never its target. */
    private static Map<String, @Nullable Object> listed(GuardedRoute guarded) {
        Map<String, @Nullable Object> listed = guarded.route().summary();
        listed.put("sessions", guarded.policy().sessions());
        listed.put(
                "reachable",
                switch (guarded.watch().reachability()) {
                    case REACHABLE -> true;
                    case UNREACHABLE -> false;
                    case UNKNOWN -> null;
                });
        return listed;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Routes current = routes.get();
        Visitor visitor = UpgradeRequest.visitor(request, current.authentication());
        List<Object> listed = new ArrayList<>();
        boolean more = false;
        boolean check = request.getParameter(CHECK) != null;
        for (GuardedRoute guarded : current.all()) {
            Refused refused = guarded.policy().refusal(visitor);
            more |= refused != null && refused.reason().status() == HttpServletResponse.SC_UNAUTHORIZED;
            if (refused == null && !RoutePath.hasToken(guarded.route().path())) {
                listed.add(listed(guarded));
                if (check) {
                    guarded.watch().check();
                }
            }
        }
        boolean failed = visitor.known() instanceof Refused why && why.reason() != Refusal.NOT_LOGGED_IN;
        if (visitor.known() instanceof Refused why && failed) {
            refusals.record(visitor, null, why);
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("routes", listed);
        body.put("login", more && current.authentication().asksBrowsers());
        // So that the page does not go on asking with what has run out, which would count as guessing.
        body.put("login-failed", failed);
        JsonResponse.send(response, "application/json", body);
    }
}
