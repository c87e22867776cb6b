package io.sluice.jwt;

/** It cannot be found out at this moment whether a token is to be believed: its issuer's keys cannot be fetched. */
public final class KeysDownException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With what an operator should know. */
    KeysDownException(String message) {
        super(message);
    }
}
