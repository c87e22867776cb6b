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
import java.util.function.BiPredicate;
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
    private final transient BiPredicate<HttpServletRequest, Visitor> isOperator;
    private final transient Refusals refusals;

    /**
     * Gives tickets out.
     *
     * @param routes what they may be for; asked anew for each request
     * @param isOperator whether a request, and whoever sends it, is an operator's
     * @param refusals answers what is refused, and keeps the record
     */
    public TicketServlet(
            Supplier<Routes> routes,
            Tickets tickets,
            BiPredicate<HttpServletRequest, Visitor> isOperator,
            Refusals refusals) {
        this.routes = routes;
        this.tickets = tickets;
        this.isOperator = isOperator;
        this.refusals = refusals;
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
        Routes current = routes.get();
        Visitor visitor = UpgradeRequest.visitor(request, current.authentication());
        boolean operator = isOperator.test(request, visitor);
        // Before the body is read, which may take as long as the client likes.
        if (!operator && visitor.logIn() instanceof Refused refused) {
            refuse(visitor, null, refused, current, request, response);
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
        GuardedRoute.Match match = current.match(wish.path());
        boolean forOthers = operator && wish.user() != null;
        Refused refused = forOthers ? null : refusal(wish, match, visitor);
        if (refused == null && match == null) {
            refused = new Refused(Refusal.NOT_FOUND);
        }
        if (refused != null || match == null) {
            refuse(visitor, match, refused, current, request, response);
            return;
        }
        issue(visitor, match, wish, current, request, response);
    }

    private void refuse(
            Visitor visitor,
            GuardedRoute.@Nullable Match match,
            @Nullable Refused refused,
            Routes current,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        refusals.refuse(
                visitor,
                match == null ? null : match.guarded().route().path(),
                refused == null ? new Refused(Refusal.NOT_FOUND) : refused,
                current.authentication().challenges(),
                request,
                response);
    }

    /** Why somebody gets no ticket for himself, or null. */
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

    private void issue(
            Visitor visitor,
            GuardedRoute.Match match,
            Wish wish,
            Routes current,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        String by = visitor.known() instanceof Identity identity ? identity.user() : null;
        String user = wish.user() == null ? by : wish.user();
        if (user == null) {
            throw new IllegalStateException("A ticket for nobody");
        }
        String ticket =
                tickets.issue(wish.path(), user, current.authentication().ticketLifetime());
        if (ticket == null) {
            refuse(visitor, match, new Refused(Refusal.TOO_MANY_TICKETS), current, request, response);
            return;
        }
        refusals.ticket(visitor, by, user, match.guarded().route().path());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("ticket", ticket);
        body.put("route", wish.path());
        body.put("user", user);
        body.put("valid-seconds", current.authentication().ticketLifetime().toSeconds());
        response.setStatus(HttpServletResponse.SC_CREATED);
        JsonResponse.send(response, "application/json", body);
    }

    /** A foreign page can send any text, but not one that says it is JSON without asking first. */
    private static @Nullable Wish wish(HttpServletRequest request) throws IOException {
        String type = request.getContentType();
        long length = request.getContentLengthLong();
        if (type == null
                || !type.toLowerCase(Locale.ROOT).startsWith("application/json")
                || length < 0
                || length > LONGEST_BODY) {
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
