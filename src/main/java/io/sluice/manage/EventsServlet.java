package io.sluice.manage;

import io.sluice.json.JsonProblem;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code GET /manage/events}: the state as server-sent events, at once and then every second. */
public final class EventsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String RETRY_SECONDS = "10";

    private final transient LiveEvents events;

    /** Lets clients look on at these. */
    public EventsServlet(LiveEvents events) {
        this.events = events;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!events.takePlace()) {
            response.setHeader("Retry-After", RETRY_SECONDS);
            JsonProblem.send(
                    response,
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    "As many operators look on as may; try again later.");
            return;
        }
        response.setContentType("text/event-stream;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        // nginx would gather events before it passes them on.
        response.setHeader("X-Accel-Buffering", "no");
        events.subscribe(request, response);
    }

    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response) throws IOException {
        // Else it would be a subscription.
        response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }
}
