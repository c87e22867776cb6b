package io.sluice.endpoint;

import io.sluice.access.Refused;
import io.sluice.json.JsonResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Answers with a refusal: its status and a problem body (RFC 9457). */
public final class ProblemResponse {
    private static final Map<Integer, String> TITLES = Map.of(
            400, "Bad Request",
            401, "Unauthorized",
            403, "Forbidden",
            404, "Not Found",
            405, "Method Not Allowed",
            426, "Upgrade Required",
            429, "Too Many Requests",
            503, "Service Unavailable");

    private ProblemResponse() {}

    /** Sends the refusal; headers that go with it must be set before. */
    public static void send(HttpServletResponse response, Refused refused) throws IOException {
        response.setStatus(refused.status());
        if (refused.retryAfter() != null) {
            response.setHeader("Retry-After", Long.toString(refused.retryAfter().toSeconds()));
        }
        if (refused.status() == 401) {
            response.setHeader("WWW-Authenticate", "Basic realm=\"sluice\"");
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", TITLES.getOrDefault(refused.status(), "Error"));
        body.put("status", refused.status());
        body.put("detail", refused.detail());
        JsonResponse.send(response, "application/problem+json", body);
    }
}
