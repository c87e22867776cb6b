package io.sluice.json;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An HTTP answer in JSON, never to be cached. */
public final class JsonResponse {
    private JsonResponse() {}

    /**
     * Sends a body; status and other headers must be set before.
     *
     * @param type the media type
     * @param body maps, lists, texts, numbers and truth values
     */
    public static void send(HttpServletResponse response, String type, Object body) throws IOException {
        byte[] bytes = JsonText.of(body).getBytes(StandardCharsets.UTF_8);
        response.setContentType(type);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
