package io.sluice.endpoint;

import io.sluice.access.Authentication;
import io.sluice.access.Identity;
import io.sluice.access.OriginCheck;
import io.sluice.access.Refusal;
import io.sluice.access.Refused;
import io.sluice.access.Visitor;
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
    private final Refusals refusals;

    /**
     * With the role that an operator has.
     *
     * @param authentication how users are known; asked anew for each request
     * @param refusals where those who try and fail are put on record
     */
    public OperatorCheck(String role, Supplier<Authentication> authentication, Refusals refusals) {
        this.role = role;
        this.authentication = authentication;
        this.refusals = refusals;
    }

    @Override
    public boolean test(HttpServletRequest request) {
        Visitor visitor = UpgradeRequest.visitor(request, authentication.get());
        boolean operator = test(visitor);
        if (visitor.known() instanceof Refused refused && refused.reason() != Refusal.NOT_LOGGED_IN) {
            refusals.record(visitor, null, refused);
        }
        return operator;
    }

    /** Whether it is an operator who sends a request. */
    public boolean test(Visitor visitor) {
        return origins.check(visitor.handshake()) == null
                && visitor.logIn() instanceof Identity identity
                && identity.hasRole().test(role);
    }
}
