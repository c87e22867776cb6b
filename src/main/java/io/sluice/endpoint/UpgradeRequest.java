package io.sluice.endpoint;

import io.sluice.access.Authentication;
import io.sluice.access.Handshake;
import io.sluice.access.Refusal;
import io.sluice.access.Visitor;
import io.sluice.config.AddressRange;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A request that asks for a WebSocket, over HTTP/1.1 (RFC 6455 section 4.2.1) or HTTP/2 (RFC 8441). */
final class UpgradeRequest {
    /** The only version of the protocol there is. */
    static final String VERSION = "13";

    private static final int KEY_BYTES = 16;
    private static final int KEY_LENGTH = 24;

    private final HttpServletRequest request;

    private UpgradeRequest(HttpServletRequest request) {
        this.request = request;
    }

    /** Whether a request asks for a WebSocket, rightly or wrongly formed. */
    static boolean isOne(HttpServletRequest request) {
        if (isExtendedConnect(request)) {
            return true;
        }
        return request.getMethod().equals("GET")
                && tokens(request, "Upgrade").contains("websocket")
                && tokens(request, "Connection").contains("upgrade");
    }

    /** The request as one that asks for a WebSocket; see {@link #isOne}. */
    static UpgradeRequest of(HttpServletRequest request) {
        return new UpgradeRequest(request);
    }

    /** Whoever sends a request, of whatever kind. */
    static Visitor visitor(HttpServletRequest request, Authentication authentication) {
        return new Visitor(of(request).handshake(), authentication);
    }

    /** The path below the context path, decoded. */
    static String pathOf(HttpServletRequest request) {
        String rest = request.getPathInfo();
        return rest == null ? request.getServletPath() : request.getServletPath() + rest;
    }

    /** What is wrong with its form, or null. */
    @Nullable
    Refusal malformed() {
        if (!Collections.list(request.getHeaders("Sec-WebSocket-Version")).equals(List.of(VERSION))) {
            return Refusal.WRONG_VERSION;
        }
        if (request.getProtocol().equals("HTTP/1.0")) {
            return Refusal.OLD_HTTP;
        }
        if (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null) {
            return Refusal.BODY;
        }
        if (!isExtendedConnect(request) && !hasKey()) {
            return Refusal.WRONG_KEY;
        }
        return null;
    }

    /** What it says of who asks. */
    Handshake handshake() {
        String host = request.getHeader("Host");
        List<String> origins = Collections.list(request.getHeaders("Origin"));
        return new Handshake(
                origins.isEmpty() ? null : String.join(", ", origins),
                host == null ? request.getServerName() + ":" + request.getServerPort() : host,
                request.isSecure(),
                address(request.getRemoteAddr()),
                pathOf(request),
                new RequestCredentials(request));
    }

    /** Where the client's connection comes from, as far as the container knows. */
    InetSocketAddress client() {
        return new InetSocketAddress(address(request.getRemoteAddr()), port(request.getRemotePort()));
    }

    /** Where the client's connection goes to. */
    InetSocketAddress gateway() {
        return new InetSocketAddress(address(request.getLocalAddr()), port(request.getLocalPort()));
    }

    /** 0 where the container knows none. */
    private static int port(int known) {
        return Math.max(0, known);
    }

    /** The unspecified address, which no client has, where the container knows none. */
    private static InetAddress address(@Nullable String text) {
        try {
            String bare = String.valueOf(text).replaceAll("[\\[\\]]|%.*", "");
            return AddressRange.literal(bare);
        } catch (IllegalArgumentException e) {
            return AddressRange.literal("0.0.0.0");
        }
    }

    private boolean hasKey() {
        List<String> keys = Collections.list(request.getHeaders("Sec-WebSocket-Key"));
        if (keys.size() != 1) {
            return false;
        }
        String key = keys.get(0).trim();
        try {
            // The decoder would do without the padding, which belongs to the form.
            return key.length() == KEY_LENGTH && Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isExtendedConnect(HttpServletRequest request) {
        return request.getMethod().equals("CONNECT") && request.getProtocol().startsWith("HTTP/2");
    }

    private static List<String> tokens(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header)).stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(token -> token.trim().toLowerCase(Locale.ROOT))
                .toList();
    }
}
