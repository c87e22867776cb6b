package io.sluice.access;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Keeps foreign web pages out: a browser lets any page open a WebSocket to anywhere and sends the user's cookies along
 * (RFC 6455 section 10.2). Allowed are requests without an Origin, which is no browser's handshake, pages of the host
 * that the request itself names, and the origins that are listed.
 */
public final class OriginCheck implements Check {
    private static final Refused FOREIGN = new Refused(Refusal.FOREIGN_ORIGIN);

    private final List<String> allowed;

    /** With origins as in the settings: lower case, or {@code *}. */
    public OriginCheck(List<String> allowed) {
        this.allowed = allowed;
    }

    @Override
    public @Nullable Refused check(Handshake handshake) {
        String origin = handshake.origin();
        if (origin == null
                || allowed.contains("*")
                || allowed.contains(origin.toLowerCase(Locale.ROOT))
                || isOwn(origin, handshake)) {
            return null;
        }
        return FOREIGN;
    }

    /**
     * Host and port must be the same. The scheme may be https where the request is not, because a proxy may have taken
     * the TLS off, but never the other way round: a plain page can be anybody's on the way.
     */
    private static boolean isOwn(String origin, Handshake handshake) {
        try {
            URI page = new URI(origin);
            String scheme = String.valueOf(page.getScheme()).toLowerCase(Locale.ROOT);
            boolean https = scheme.equals("https");
            boolean plainAllowed = scheme.equals("http") && !handshake.secure();
            if (!page.getRawSchemeSpecificPart().equals("//" + page.getRawAuthority()) || !(https || plainAllowed)) {
                return false;
            }
            return authority(page.getRawAuthority(), https).equals(authority(handshake.host(), https));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String authority(String written, boolean https) {
        String lower = written.toLowerCase(Locale.ROOT);
        boolean hasPort = lower.lastIndexOf(':') > lower.lastIndexOf(']');
        return hasPort ? lower : lower + (https ? ":443" : ":80");
    }
}
