package io.sluice.access;

import io.sluice.config.AccessSettings;
import org.jspecify.annotations.Nullable;

/** Lets in the users and roles that a route names; both, where it names both. */
final class UserCheck implements Check {
    private static final Refused UNKNOWN = new Refused(401, "Log in to open this route.");
    private static final Refused NOT_ALLOWED = new Refused(403, "You may not open this route.");

    private final AccessSettings settings;

    UserCheck(AccessSettings settings) {
        this.settings = settings;
    }

    @Override
    public @Nullable Refused check(Handshake handshake) {
        if (!settings.needsUser()) {
            return null;
        }
        String user = handshake.user();
        if (user == null) {
            return UNKNOWN;
        }
        boolean named = settings.users().isEmpty()
                || settings.users().contains("*")
                || settings.users().contains(user);
        boolean inRole = settings.roles().isEmpty() || settings.roles().stream().anyMatch(handshake.hasRole());
        return named && inRole ? null : NOT_ALLOWED;
    }
}
