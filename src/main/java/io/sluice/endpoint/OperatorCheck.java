package io.sluice.endpoint;

import io.sluice.access.OriginCheck;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Predicate;

/**
 * Whether a request is an operator's: a user with this role, and behind it no page of another site, with which the
 * browser would send the operator's log-in along.
 */
public final class OperatorCheck implements Predicate<HttpServletRequest> {
    private final OriginCheck origins = new OriginCheck(List.of());
    private final String role;

    /** With a role of the container's log-in. */
    public OperatorCheck(String role) {
        this.role = role;
    }

    @Override
    public boolean test(HttpServletRequest request) {
        return request.isUserInRole(role)
                && origins.check(UpgradeRequest.of(request).handshake()) == null;
    }
}
