package io.sluice.manage;

import io.sluice.json.JsonResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * {@code GET /manage/health}: the bare status, for everybody; 503 while draining, so that load balancers look away.
 * Operators are also told of contained faults and what became of the last reload.
 */
public final class HealthServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Operations operations;
    private final transient Predicate<HttpServletRequest> isOperator;

    /**
     * Tells about this gateway.
     *
     * @param isOperator whether a request is an operator's
     */
    public HealthServlet(Operations operations, Predicate<HttpServletRequest> isOperator) {
        this.operations = operations;
        this.isOperator = isOperator;
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean draining = operations.draining();
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("status", draining ? "draining" : "up");
        if (isOperator.test(request)) {
            health.put("faults", operations.faults());
            Reload reload = operations.lastReload();
            if (reload != null) {
                health.put("reload", ReloadJson.of(reload));
            }
        }
        response.setStatus(draining ? HttpServletResponse.SC_SERVICE_UNAVAILABLE : HttpServletResponse.SC_OK);
        JsonResponse.send(response, "application/json", health);
    }
}
