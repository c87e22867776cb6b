package io.sluice.manage;

import io.sluice.json.JsonResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** {@code GET /manage/health}: the bare status, for everybody; 503 while draining, so that load balancers look away. */
public final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Operations operations;

    /** Tells about this gateway. */
    public HealthServlet(Operations operations) {
        this.operations = operations;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean draining = operations.draining();
        response.setStatus(draining ? HttpServletResponse.SC_SERVICE_UNAVAILABLE : HttpServletResponse.SC_OK);
        JsonResponse.send(response, "application/json", Map.of("status", draining ? "draining" : "up"));
    }
}
