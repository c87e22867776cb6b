package io.sluice.access;

import org.jspecify.annotations.Nullable;

/**
 * The session may begin.
 *
 * @param permit to be given back when the session has ended, or never began
 * @param identity who opens it, or null when nobody has to be known
 */
public record Granted(Permit permit, @Nullable Identity identity) implements Decision {}
