package io.sluice.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.jr.ob.JSON;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** An HTTP answer in JSON, never to be cached. */
public final class JsonResponse {
    // No recycling of buffers: its thread locals would outlive the web application in the container's threads.
    private static final JSON WRITER = new JSON(JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build());

    private JsonResponse() {}

    /**
     * Sends a body; status and other headers must be set before.
     *
     * @param type the media type
     * @param body maps, lists, texts, numbers and truth values
     */
    public static void send(HttpServletResponse response, String type, Object body) throws IOException {
        byte[] bytes = WRITER.asString(body).getBytes(StandardCharsets.UTF_8);
        response.setContentType(type);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
