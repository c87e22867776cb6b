package io.sluice.config;

/** The kind of WebSocket message that carries a target's bytes to the client. */
public enum Frames {
    /** Binary messages: the bytes as they are. */
    BINARY,
    /** Text messages: the bytes read as UTF-8, a character never cut in two. */
    TEXT
}
