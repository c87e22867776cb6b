package io.sluice.gateway;

import io.sluice.config.ConfigurationException;
import io.sluice.config.Problem;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The whole application while there is no usable configuration: one page, status 503. */
final class UnconfiguredServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final String explanation;

    private UnconfiguredServlet(String explanation) {
        this.explanation = explanation;
    }

    /** A file that is missing is explained in full; one that is broken may hold what not everybody should read. */
    static UnconfiguredServlet because(ConfigurationException e) {
        List<Problem> problems = e.problems();
        boolean missing = problems.size() == 1 && problems.get(0).line() == 0;
        return new UnconfiguredServlet(
                missing
                        ? problems.get(0).toString()
                        : "The configuration file has " + problems.size()
                                + " problem(s). Each stands in the server's log, with its line.");
    }

    static UnconfiguredServlet because(IOException e) {
        return new UnconfiguredServlet("The gateway could not start. The server's log says why.");
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String page = """
                <!doctype html>
                <html lang="en">
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Sluice is not configured</title>
                <h1>Sluice is not configured</h1>
                <p>%s</p>
                <p>Put it right, then deploy the application again.</p>
                </html>
                """.formatted(escaped(explanation));
        byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("text/html;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'self'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
