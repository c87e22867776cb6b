package io.sluice.route;

/** It cannot be found out at this moment which target a token stands for. Never says the token. */
public final class SourceDownException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With what an operator should know. */
    public SourceDownException(String message) {
        super(message);
    }
}
