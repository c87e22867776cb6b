package io.sluice.endpoint;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;

/** What browsers are told about every page: to run and load nothing that is not the gateway's own. */
final class PageHeaders {
    /** noVNC makes cursors and pictures of its own, hence data and blob. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'self';"
            + " frame-ancestors 'self'";

    private PageHeaders() {}

    /**
     * Sets the headers.
     *
     * @param embedding pages of these origins may show ours in a frame
     */
    static void set(HttpServletResponse response, List<String> embedding) {
        String embedders = embedding.isEmpty() ? "" : " " + String.join(" ", embedding);
        response.setHeader("Content-Security-Policy", POLICY + embedders);
        response.setHeader("X-Content-Type-Options", "nosniff");
        // A route's path may hold a token.
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("Cache-Control", "no-cache");
    }
}
