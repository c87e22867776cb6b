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
 * {@code GET /manage/health}: the bare status, for everybody; 503 while it takes no new sessions, so that load
 * balancers look away. Operators are told more: whether it is live and ready, contained faults, and what became of the
 * last reload.
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
        Condition condition = Condition.of(operations);
        Map<String, Object> health = new LinkedHashMap<>();
        health.put("status", condition.status());
        if (isOperator.test(request)) {
            health.put("live", condition.live());
            health.put("ready", condition.ready());
            health.put("draining", condition.draining());
            health.put("faults", operations.figures().faults());
            Reload reload = operations.lastReload();
            health.put("reload", reload == null ? null : ReloadJson.of(reload));
        }
        response.setStatus(condition.up() ? HttpServletResponse.SC_OK : HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        JsonResponse.send(response, "application/json", health);
    }
}
