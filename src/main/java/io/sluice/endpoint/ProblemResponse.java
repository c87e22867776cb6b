package io.sluice.endpoint;

import io.sluice.access.Refused;
import io.sluice.json.JsonProblem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers with a refusal: its status and a problem body (RFC 9457). */
public final class ProblemResponse {
    private ProblemResponse() {}

    /** Sends the refusal; headers that go with it must be set before. */
    public static void send(HttpServletResponse response, Refused refused) throws IOException {
        if (refused.retryAfter() != null) {
            response.setHeader("Retry-After", Long.toString(refused.retryAfter().toSeconds()));
        }
        if (refused.status() == 401) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"sluice\"");
        }
        JsonProblem.send(response, refused.status(), refused.detail());
    }
}
