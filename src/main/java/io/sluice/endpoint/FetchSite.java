package io.sluice.endpoint;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Set;

/**
 * What a browser says of whose page is behind a request (Fetch Metadata, {@code Sec-Fetch-Site}), also where it tells
 * no Origin: for a picture, say. Others say nothing of it.
 */
public final class FetchSite {
    private static final Set<String> OWN = Set.of("same-origin", "none");

    private FetchSite() {}

    /** Whether it is a page of another site that is behind the request. */
    public static boolean isForeign(HttpServletRequest request) {
        return !OWN.containsAll(Collections.list(request.getHeaders("Sec-Fetch-Site")));
    }
}
