package io.sluice.endpoint;

import io.sluice.access.Identity;
import io.sluice.access.Visitor;
import io.sluice.config.Viewer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Where a browser goes to see a route. */
final class ViewerPage {
    private static final String LOG_IN = "/view/login?route=";

    private ViewerPage() {}

    /** The page of the route that a visitor has asked for, and may open, in this viewer. */
    static String of(Viewer viewer, Visitor visitor) {
        String route = encoded(visitor.handshake().path());
        if (visitor.known() instanceof Identity identity && identity.means() == Identity.Means.BASIC) {
            // A browser sends a password along only below the folder that has asked for it (RFC 7617 section 2.2).
            return LOG_IN + route;
        }
        // What is in the query is good for the session that the page opens, and goes on to it.
        String ticket = visitor.handshake().credentials().query("ticket");
        return page(viewer) + route + (ticket == null ? "" : "#ticket=" + encoded(ticket));
    }

    /** The page of a route in this viewer. */
    static String of(Viewer viewer, String route) {
        return page(viewer) + encoded(route);
    }

    private static String page(Viewer viewer) {
        return "/view/" + viewer.name().toLowerCase(Locale.ROOT) + ".html?route=";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
