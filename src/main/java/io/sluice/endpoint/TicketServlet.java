package io.sluice.endpoint;

import io.sluice.access.Identity;
import io.sluice.access.LogIn;
import io.sluice.access.Refusal;
import io.sluice.access.Refused;
import io.sluice.access.Tickets;
import io.sluice.access.Visitor;
import io.sluice.json.JsonProblem;
import io.sluice.json.JsonResponse;
import io.sluice.json.JsonText;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /manage/tickets}: a ticket that opens one route once. A user gets one for a route that he may open;
 * operators say for whom it is.
 */
public final class TicketServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST_BODY = 8 * 1024;

    private final transient Supplier<Routes> routes;
    private final transient Tickets tickets;
    private final transient Predicate<HttpServletRequest> isOperator;

    /**
     * Gives tickets out.
     *
     * @param routes what they may be for; asked anew for each request
     * @param isOperator whether a request is an operator's
     */
    public TicketServlet(Supplier<Routes> routes, Tickets tickets, Predicate<HttpServletRequest> isOperator) {
        this.routes = routes;
        this.tickets = tickets;
        this.isOperator = isOperator;
    }

    /** What is asked for. */
    private record Wish(String path, @Nullable String user) {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!request.getMethod().equals("POST")) {
            response.setHeader("Allow", "POST");
            JsonProblem.send(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "Tickets are asked for with POST.");
            return;
        }
        Wish wish = wish(request);
        if (wish == null) {
            JsonProblem.send(
                    response,
                    HttpServletResponse.SC_BAD_REQUEST,
                    "Expected JSON such as {\"route\": \"/desk\"}, and for operators {\"route\": \"/desk\", \"user\":"
                            + " \"alice\"}.");
            return;
        }
        Routes current = routes.get();
        GuardedRoute.Match match = current.match(wish.path());
        Visitor visitor = new Visitor(UpgradeRequest.of(request).handshake(), current.authentication());
        boolean operator = wish.user() != null && isOperator.test(request);
        Refused refused = operator ? null : refusal(wish, match, visitor);
        if (refused == null && match == null) {
            refused = new Refused(Refusal.NOT_FOUND);
        }
        if (refused != null) {
            ProblemResponse.send(response, refused, current.authentication().challenges());
            return;
        }
        String user = wish.user() != null ? wish.user() : ((Identity) visitor.logIn()).user();
        issue(response, current, wish.path(), user);
    }

    /** Why somebody who is no operator gets no ticket, or null. */
    private static @Nullable Refused refusal(Wish wish, GuardedRoute.@Nullable Match match, Visitor visitor) {
        LogIn logIn = visitor.logIn();
        if (logIn instanceof Refused refused) {
            return refused;
        }
        Identity identity = (Identity) logIn;
        if (identity.means() == Identity.Means.TICKET
                || (wish.user() != null && !wish.user().equals(identity.user()))) {
            return new Refused(Refusal.WRONG_USER);
        }
        return match == null ? null : match.guarded().policy().refusal(visitor);
    }

    private void issue(HttpServletResponse response, Routes current, String path, String user) throws IOException {
        String ticket = tickets.issue(path, user, current.authentication().ticketLifetime());
        if (ticket == null) {
            ProblemResponse.send(
                    response,
                    new Refused(Refusal.GATEWAY_FULL),
                    current.authentication().challenges());
            return;
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("ticket", ticket);
        body.put("route", path);
        body.put("user", user);
        body.put("valid-seconds", current.authentication().ticketLifetime().toSeconds());
        response.setStatus(HttpServletResponse.SC_CREATED);
        JsonResponse.send(response, "application/json", body);
    }

    /** A foreign page can send any text, but not one that says it is JSON without asking first. */
    private static @Nullable Wish wish(HttpServletRequest request) throws IOException {
        String type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return null;
        }
        byte[] body = request.getInputStream().readNBytes(LONGEST_BODY);
        Map<String, Object> wish = JsonText.object(new String(body, StandardCharsets.UTF_8));
        if (wish == null || !(wish.get("route") instanceof String path)) {
            return null;
        }
        Object user = wish.get("user");
        if (user == null) {
            return new Wish(path, null);
        }
        return user instanceof String name && Identity.isName(name) ? new Wish(path, name) : null;
    }
}
