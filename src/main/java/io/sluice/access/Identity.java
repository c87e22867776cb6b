package io.sluice.access;

import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A user who is known.
 *
 * @param user the user's name
 * @param hasRole whether the user has a role; to be asked while the request is served only
 * @param means how the user was known
 * @param spend uses up what made the user known, where it is good for once only; false: another was quicker
 */
public record Identity(String user, Predicate<String> hasRole, Means means, BooleanSupplier spend) implements LogIn {
    /** A user who is known again by the same. */
    Identity(String user, Predicate<String> hasRole, Means means) {
        this(user, hasRole, means, () -> true);
    }

    /** How a user was known. */
    public enum Means {
        /** The container's own log-in. */
        CONTAINER,
        /** A TLS client certificate. */
        CERTIFICATE,
        /** A ticket, which was given out for one route. */
        TICKET,
        /** A signed token. */
        JWT,
        /** Name and password. */
        BASIC
    }

    /** Names end up in logs and pages: nothing in them may take over a line or a terminal. */
    private static final Pattern USABLE = Pattern.compile("[^\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]{1,256}");

    /** Whether a text can be a user's name: up to 256 characters, none of which controls anything. */
    public static boolean isName(String text) {
        return USABLE.matcher(text).matches();
    }
}
