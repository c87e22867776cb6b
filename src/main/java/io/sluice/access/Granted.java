package io.sluice.access;

/**
 * The session may begin.
 *
 * @param permit to be given back when the session has ended, or never began
 */
public record Granted(Permit permit) implements Decision {}
