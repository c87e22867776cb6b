package io.sluice.access;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why a request is refused, and all that follows from it: the HTTP status, what the client is told, and the label in
 * logs and metrics. What is told helps somebody who means well, and tells nobody else anything: whoever may not open a
 * route learns not why, and a token that stands for nothing looks like one that is forbidden.
 */
public enum Refusal {
    /** There is no such route or page. */
    NOT_FOUND(404, "There is no such route."),
    /** Neither GET nor a handshake. */
    WRONG_METHOD(405, "A route takes GET, and WebSocket handshakes."),
    /** No handshake where there must be one. */
    NO_HANDSHAKE(426, "This route takes WebSocket connections only."),
    /** A handshake for another version of the protocol. */
    WRONG_VERSION(426, "The WebSocket version must be 13."),
    /** A handshake over HTTP/1.0. */
    OLD_HTTP(400, "A WebSocket handshake needs HTTP/1.1."),
    /** A handshake with a body. */
    BODY(400, "A WebSocket handshake has no body."),
    /** A handshake without a usable key. */
    WRONG_KEY(400, "The Sec-WebSocket-Key must be 16 bytes in base64."),
    /** The container could not upgrade the connection. */
    NOT_UPGRADED(400, "The server could not upgrade this connection."),
    /** The container has no WebSocket support. */
    NO_WEBSOCKET(503, "This server has no Jakarta WebSocket support."),
    /** The page behind the request is another site's. */
    FOREIGN_ORIGIN(403, "This page may not open this route: its origin is foreign."),
    /** The client's address is not among those that may. */
    WRONG_ADDRESS(403, Texts.NOT_ALLOWED),
    /** It is not the time. */
    WRONG_TIME(403, Texts.NOT_ALLOWED),
    /** Nobody is logged in. */
    NOT_LOGGED_IN(401, Texts.LOG_IN),
    /** A password, token or ticket is wrong, or no longer valid. */
    WRONG_LOG_IN(401, Texts.LOG_IN),
    /** The user is known, and may not. */
    WRONG_USER(403, Texts.NOT_ALLOWED),
    /** The user, if any, is no operator. */
    NOT_OPERATOR(403, "This is for operators of the gateway."),
    /** The token in the path stands for no target, or for one where none may lie. */
    WRONG_TOKEN(403, Texts.NOT_ALLOWED),
    /** Too many wrong passwords or path tokens came from this address, or passwords for this user. */
    TOO_MANY_FAILURES(429, "Too many attempts have failed. Wait before the next one."),
    /** What decides, or knows the target, cannot be asked. */
    SOURCE_DOWN(503, "This cannot be decided at the moment.", Texts.SOON),
    /** More handshakes a second than there may be. */
    TOO_MANY_HANDSHAKES(503, "More sessions are asked for than the gateway may take up.", Duration.ofSeconds(1)),
    /** The gateway has as many sessions as it may have. */
    GATEWAY_FULL(503, "The gateway carries as much as it may.", Texts.SOON),
    /** The route has as many sessions as it may have. */
    ROUTE_FULL(503, "This route carries as much as it may.", Texts.SOON),
    /** The client's address has as many sessions as it may have. */
    ADDRESS_FULL(429, "Your address has as many sessions here as it may have.", Texts.SOON),
    /** The user has as many sessions as he may have. */
    USER_FULL(429, "You have as many sessions here as you may have.", Texts.SOON),
    /** The user has as many tickets as he may have. */
    TOO_MANY_TICKETS(429, "You have as many tickets as you may have. Use them, or wait.", Texts.SOON),
    /** The gateway is about to stop. */
    DRAINING(503, "The gateway is about to stop.", Duration.ofSeconds(30)),
    /** The machine has no file descriptors left. */
    NO_DESCRIPTORS(503, "The gateway's machine has no file descriptors left.", Texts.SOON);

    /** What more than one of them says. */
    private static final class Texts {
        static final String NOT_ALLOWED = "You may not open this route.";
        static final String LOG_IN = "Log in to open this route.";
        static final Duration SOON = Duration.ofSeconds(10);
    }

    private final int status;
    private final String detail;
    private final @Nullable Duration retryAfter;

    Refusal(int status, String detail) {
        this(status, detail, null);
    }

    Refusal(int status, String detail, @Nullable Duration retryAfter) {
        this.status = status;
        this.detail = detail;
        this.retryAfter = retryAfter;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What the client is told, in a sentence. */
    public String detail() {
        return detail;
    }

    /** When it may be worth to ask again; null: for good, or it depends. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }

    /** The name in logs and metrics, such as {@code wrong-user}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
