package io.sluice.manage;

import io.sluice.metrics.Exposition;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** {@code GET /manage/metrics}: what Prometheus reads, as OpenMetrics where that is asked for. */
public final class MetricsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private final transient Operations operations;

    /** Tells about this gateway. */
    public MetricsServlet(Operations operations) {
        this.operations = operations;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String accept = request.getHeader("Accept");
        boolean open = accept != null && accept.contains(OPEN_METRICS);
        Exposition exposition = operations.exposition();
        byte[] text = (open ? exposition.openMetrics() : exposition.text()).getBytes(StandardCharsets.UTF_8);
        response.setContentType(open ? Exposition.OPEN_METRICS : Exposition.TEXT);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Vary", "Accept");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
    }
}
