package io.sluice.fetch;

import java.nio.charset.StandardCharsets;

/**
 * What a service answered.
 *
 * @param status the HTTP status, 200 to 999
 * @param text the body in UTF-8; what is no UTF-8 is replaced
 */
public record Answer(int status, String text) {
    static Answer of(int status, byte[] body) {
        return new Answer(status, new String(body, StandardCharsets.UTF_8));
    }
}
