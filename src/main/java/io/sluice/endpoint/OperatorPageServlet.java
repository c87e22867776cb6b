package io.sluice.endpoint;

import io.sluice.access.Refusal;
import io.sluice.access.Refused;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * {@code GET /manage/}: the operators' page, which pages of other sites may never show in a frame. Wherever else it is
 * found, it leads there.
 */
public final class OperatorPageServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String PATH = "/manage/";

    /** Of the web application that it is put into. */
    public OperatorPageServlet() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PageHeaders.set(response, List.of());
        if (!request.getServletPath().equals(PATH)) {
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", request.getContextPath() + PATH);
            return;
        }
        try (InputStream page = getServletContext().getResourceAsStream("/manage/index.html")) {
            if (page == null) {
                Refusals.send(response, new Refused(Refusal.NOT_FOUND), List.of());
                return;
            }
            byte[] bytes = page.readAllBytes();
            response.setContentType("text/html;charset=utf-8");
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        }
    }
}
