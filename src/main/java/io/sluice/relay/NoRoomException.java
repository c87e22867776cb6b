package io.sluice.relay;

import java.io.IOException;

/** There is no memory for a buffer. */
final class NoRoomException extends IOException {
    private static final long serialVersionUID = 1L;

    NoRoomException() {
        super("There is no memory for a buffer");
    }
}
