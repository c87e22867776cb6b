package io.sluice.access;

import org.jspecify.annotations.Nullable;

/** The container's own log-in, whatever it is: a realm, OpenID Connect, a proxy's header. */
final class ContainerAuthentication {
    private ContainerAuthentication() {}

    static @Nullable Identity identity(Credentials credentials) {
        String user = credentials.containerUser();
        if (user == null || !Identity.isName(user)) {
            return null;
        }
        return new Identity(user, credentials::hasContainerRole, Identity.Means.CONTAINER);
    }
}
