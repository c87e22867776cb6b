package io.sluice.runner;

/** The runner cannot start as it is told to. The message says what is wrong, in one line for the user. */
public final class RunnerException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With what is wrong. */
    public RunnerException(String message) {
        super(message);
    }
}
