package io.sluice.json;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A refusal as a problem body (RFC 9457). */
public final class JsonProblem {
    /** The media type. */
    public static final String TYPE = "application/problem+json";

    private static final Map<Integer, String> TITLES = Map.of(
            400, "Bad Request",
            401, "Unauthorized",
            403, "Forbidden",
            404, "Not Found",
            405, "Method Not Allowed",
            409, "Conflict",
            422, "Unprocessable Content",
            426, "Upgrade Required",
            429, "Too Many Requests",
            503, "Service Unavailable");

    private JsonProblem() {}

    /** Sends status and body; other headers must be set before. */
    public static void send(HttpServletResponse response, int status, String detail) throws IOException {
        send(response, status, detail, Map.of());
    }

    /**
     * The same with more to say.
     *
     * @param more members of the body that this problem has besides the usual ones
     */
    public static void send(HttpServletResponse response, int status, String detail, Map<String, Object> more)
            throws IOException {
        response.setStatus(status);
        Map<String, Object> body = body(status, TITLES.getOrDefault(status, "Error"), detail);
        body.putAll(more);
        JsonResponse.send(response, TYPE, body);
    }

    /** The members that every problem has, for one who sends them otherwise. */
    public static Map<String, Object> body(int status, String title, String detail) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", title);
        body.put("status", status);
        body.put("detail", detail);
        return body;
    }
}
