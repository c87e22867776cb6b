package io.sluice.endpoint;

import io.sluice.access.Refusal;
import io.sluice.access.Refused;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /assets/NAME}: scripts, styles and pictures of the pages. A name holds a hash of the content, so a browser
 * that has the file never asks again; who takes gzip (RFC 9110 section 12.5.3) gets what the build has compressed.
 */
public final class AssetServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private static final Map<String, String> TYPES = Map.of(
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8");

    private static final Pattern NAME = Pattern.compile("/[a-z]+(-[A-Z0-9]{8})?\\.(js|css|svg|txt)");

    /** Serves what the web application holds. */
    public AssetServlet() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = String.valueOf(request.getPathInfo());
        Matcher name = NAME.matcher(path);
        if (!name.matches()) {
            Refusals.send(response, new Refused(Refusal.NOT_FOUND), List.of());
            return;
        }
        InputStream packed = AcceptedCodings.takeGzip(Collections.list(request.getHeaders("Accept-Encoding")))
                ? resource(path + ".gz")
                : null;
        InputStream content = packed == null ? resource(path) : packed;
        if (content == null) {
            Refusals.send(response, new Refused(Refusal.NOT_FOUND), List.of());
            return;
        }
        try (content) {
            response.setContentType(TYPES.get(name.group(2)));
            response.setHeader("Vary", "Accept-Encoding");
            if (packed != null) {
                response.setHeader("Content-Encoding", "gzip");
            }
            if (name.group(1) != null) {
                response.setHeader("Cache-Control", "public, max-age=31536000, immutable");
            }
            byte[] bytes = content.readAllBytes();
            response.setContentLength(bytes.length);
            response.getOutputStream().write(bytes);
        }
    }

    private @Nullable InputStream resource(String path) {
        return getServletContext().getResourceAsStream("/assets" + path);
    }
}
