package io.sluice.access;

import io.sluice.config.AccessSettings;
import org.jspecify.annotations.Nullable;

/** Lets in the users and roles that are named; both, where both are named. */
final class UserCheck {
    private final AccessSettings settings;

    UserCheck(AccessSettings settings) {
        this.settings = settings;
    }

    /** Null when the visitor may, else the refusal. May block. */
    @Nullable
    Refused check(Visitor visitor) {
        if (!settings.needsUser()) {
            return null;
        }
        LogIn logIn = visitor.logIn();
        if (logIn instanceof Refused refused) {
            return refused;
        }
        Identity identity = (Identity) logIn;
        // Whoever gave the ticket out was checked for this very path.
        return identity.means() == Identity.Means.TICKET || isNamed(identity) ? null : new Refused(Refusal.WRONG_USER);
    }

    private boolean isNamed(Identity identity) {
        boolean named = settings.users().isEmpty()
                || settings.users().contains("*")
                || settings.users().contains(identity.user());
        return named && (settings.roles().isEmpty() || settings.roles().stream().anyMatch(identity.hasRole()));
    }
}
