package io.sluice.conversation;

import java.nio.charset.StandardCharsets;

/** How a client begins: with a handshake, or with something that is none. */
sealed interface Greeting {
    /** The header with the version that a handshake must state. */
    String VERSION = "Sec-WebSocket-Version: 13";

    /** A header with a proper key. */
    String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";

    /**
     * A proper handshake.
     *
     * @param early whether the first act's bytes are sent along with it, in the same segment
     */
    record Proper(boolean early) implements Greeting {}

    /** What is no handshake, or not one to be granted. */
    enum Broken implements Greeting {
        GARBAGE(0, "\u0001\u0002\u0003 \u007f nonsense\r\n\r\n"),
        TLS_HELLO(0, "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"),
        HALF_A_HEADER(0, "GET %s HTTP/1.1\r\nHost: localhost\r\nUpgrade: webs"),
        NOTHING(0, ""),
        FRAME_AT_ONCE(0, new String(Frames.frame(true, 2, new byte[40]), StandardCharsets.ISO_8859_1) + "\r\n\r\n"),
        NO_KEY(400, handshake("%s", VERSION)),
        SHORT_KEY(400, handshake("%s", VERSION, "Sec-WebSocket-Key: c2hvcnQ=")),
        OLD_VERSION(426, handshake("%s", "Sec-WebSocket-Version: 8", KEY)),
        WITH_A_BODY(400, handshake("%s", VERSION, KEY, "Content-Length: 5")),
        FOREIGN_ORIGIN(403, handshake("%s", VERSION, KEY, "Origin: http://evil.example")),
        NO_SUCH_ROUTE(404, handshake("%s/nowhere", VERSION, KEY));

        private final int status;
        private final String request;

        Broken(int status, String request) {
            this.status = status;
            this.request = request;
        }

        private static String handshake(String path, String... headers) {
            return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + String.join("\r\n", headers) + "\r\n\r\n";
        }

        /** What is sent instead of a handshake. */
        byte[] bytes(String path) {
            return request.replace("%s", path).getBytes(StandardCharsets.ISO_8859_1);
        }

        /** The HTTP status that answers it; 0 where any 4xx will do, or none. */
        int status() {
            return status;
        }
    }
}
