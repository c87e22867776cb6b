package io.sluice.manage;

import io.sluice.json.JsonProblem;
import io.sluice.json.JsonResponse;
import io.sluice.session.LiveSession;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code /manage/}: {@code GET sessions}, {@code DELETE sessions/ID}, {@code GET routes}, {@code POST drain},
 * {@code POST reload}. For operators: whoever else asks is to be kept away.
 */
public final class OperationsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String JSON = "application/json";

    /** What stands before the id of one. */
    private static final String SESSION = "/sessions/";

    /** RFC 9110 section 15.5.21; the servlet API has no name for it. */
    private static final int UNPROCESSABLE = 422;

    private final transient Operations operations;

    /** Shows and operates this gateway. */
    public OperationsServlet(Operations operations) {
        this.operations = operations;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = String.valueOf(request.getPathInfo());
        List<String> methods = methods(path);
        if (methods.isEmpty()) {
            JsonProblem.send(response, HttpServletResponse.SC_NOT_FOUND, "There is no such operation.");
        } else if (!methods.contains(request.getMethod())) {
            response.setHeader("Allow", String.join(", ", methods));
            JsonProblem.send(
                    response,
                    HttpServletResponse.SC_METHOD_NOT_ALLOWED,
                    "This is asked for with " + String.join(" or ", methods) + ".");
        } else {
            answer(path, request, response);
        }
    }

    /** What a path can be asked with; nothing for one that there is not. */
    private static List<String> methods(String path) {
        return switch (path) {
            case "/sessions", "/routes" -> List.of("GET", "HEAD");
            case "/drain", "/reload" -> List.of("POST");
            default -> path.startsWith(SESSION) ? List.of("DELETE") : List.of();
        };
    }

    /** Answers HEAD as GET; the container leaves the body out. */
    private void answer(String path, HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (path) {
            case "/sessions" -> sessions(request, response);
            case "/routes" -> JsonResponse.send(response, JSON, routes());
            case "/drain" -> {
                record("drain", null, request);
                operations.drain();
                response.setStatus(HttpServletResponse.SC_ACCEPTED);
                JsonResponse.send(response, JSON, Map.of("status", "draining"));
            }
            case "/reload" -> {
                record("reload", null, request);
                reload(response);
            }
            default -> end(path.substring(SESSION.length()), request, response);
        }
    }

    private void record(String operation, @Nullable String session, HttpServletRequest request) {
        operations.audit().operation(request.getRemoteAddr(), request.getRemoteUser(), operation, session);
    }

    private void reload(HttpServletResponse response) throws IOException {
        Reload reload = operations.reload();
        switch (reload.outcome()) {
            case APPLIED -> JsonResponse.send(response, JSON, ReloadJson.of(reload));
            case REFUSED ->
                JsonProblem.send(
                        response,
                        UNPROCESSABLE,
                        "The configuration cannot be used; what was served before is served on.",
                        Map.of("problems", reload.problems()));
            case IMPOSSIBLE ->
                JsonProblem.send(response, HttpServletResponse.SC_CONFLICT, String.join(" ", reload.problems()));
        }
    }

    private void end(String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        LiveSession session = operations.sessions().find(id);
        if (session == null) {
            JsonProblem.send(response, HttpServletResponse.SC_NOT_FOUND, "There is no such session.");
            return;
        }
        record("end-session", id, request);
        session.end();
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
        JsonResponse.send(response, JSON, Map.of("id", id));
    }

    private void sessions(HttpServletRequest request, HttpServletResponse response) throws IOException {
        SessionQuery query = SessionQuery.of(request);
        if (query == null) {
            JsonProblem.send(
                    response,
                    HttpServletResponse.SC_BAD_REQUEST,
                    "Expected limit to be a whole number from 0 to " + SessionQuery.MOST + ".");
            return;
        }
        JsonResponse.send(response, JSON, query.answer(operations.figures().sessions()));
    }

    private Object routes() {
        return operations.routes().stream()
                .map(route -> RouteJson.of(route, operations.figures()))
                .toList();
    }
}
