package io.sluice.endpoint;

import io.sluice.access.Refused;
import io.sluice.json.JsonProblem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Answers with a refusal: its status and a problem body (RFC 9457). */
final class ProblemResponse {
    private ProblemResponse() {}

    /**
     * Sends the refusal; headers that go with it must be set before.
     *
     * @param challenges what somebody who is not logged in is asked for
     */
    static void send(HttpServletResponse response, Refused refused, List<String> challenges) throws IOException {
        Duration retryAfter = refused.retryAfter();
        if (retryAfter != null) {
            response.setHeader("Retry-After", Long.toString(retryAfter.toSeconds()));
        }
        if (refused.reason().status() == HttpServletResponse.SC_UNAUTHORIZED) {
            challenges.forEach(challenge -> response.addHeader("WWW-Authenticate", challenge));
        }
        JsonProblem.send(response, refused.reason().status(), refused.reason().detail());
    }
}
