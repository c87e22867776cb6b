package io.sluice.endpoint;

import io.sluice.access.Authentication;
import io.sluice.access.Handshake;
import io.sluice.access.Identity;
import io.sluice.access.OriginCheck;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Whether a request is an operator's: a user with this role, and behind it no page of another site, with which the
 * browser would send the operator's log-in along.
 */
public final class OperatorCheck implements Predicate<HttpServletRequest> {
    private final OriginCheck origins = new OriginCheck(List.of());
    private final String role;
    private final Supplier<Authentication> authentication;

    /**
     * With the role that an operator has.
     *
     * @param authentication how users are known; asked anew for each request
     */
    public OperatorCheck(String role, Supplier<Authentication> authentication) {
        this.role = role;
        this.authentication = authentication;
    }

    @Override
    public boolean test(HttpServletRequest request) {
        Handshake handshake = UpgradeRequest.of(request).handshake();
        if (origins.check(handshake) != null) {
            return false;
        }
        Identity identity = authentication.get().identity(handshake);
        return identity != null && identity.hasRole().test(role);
    }
}
